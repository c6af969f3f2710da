AUDIT_SHARE = 64


def audit(order, plan):
    """
    Holds every state that the plan names (records of path, session, size, digest; those of one path together, newest first) against what
    the repository gives for it. `again`: what only rdiff-backup may have; `lost`: the sessions whose listing cannot be read;
    `unread`: (session, name) of each file of attributes that cannot.
    """
    begun = time.monotonic()
    check_versions(plan)
    root = open_repository(to_bytes(order['repository']))
    if root is None:
        end = new_audit()
        end['again'] = [[to_text(path), state[0]] for path, states in versions(plan) for state in states]
    else:
        end = audit_together(root, plan, max(1, min(order.get('workers', 1), MOST_WORKERS)), progress())
    end['lost'], end['unread'] = unreadable_sessions(to_bytes(order['repository']))
    end['seconds'] = round(time.monotonic() - begun, 3)
    return end


def new_audit():
    return {'checked': 0, 'verified': 0, 'unrecorded': 0, 'bytes': 0, 'damaged': [], 'again': []}


def audit_together(root, plan, workers, told):
    if workers == 1 or len(plan) < 64 << 10:
        found = new_audit()
        audit_shares(root, plan, found, 0, 1, told)
        return found
    started = [start_auditor(root, plan, mine, workers) for mine in range(workers)]
    together = new_audit()

    def take(said):
        if isinstance(said, list):
            told(*said)
            return
        if 'failed' in said:
            raise Failed('io', said['failed'])
        for name, value in said.items():
            together[name] += value

    read_all(started, take)
    return together


def audit_shares(root, plan, found, mine, workers, told):
    """Audits every share of paths whose number is this worker's turn."""
    work = os.open(scratch_folder(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    audit_path = auditor(root, work, found, told)
    for at_place, (path, states) in enumerate(versions(plan)):
        if at_place // AUDIT_SHARE % workers == mine:
            audit_path(path, states)
    os.close(work)


def start_auditor(root, plan, mine, workers):
    """A process of its own that says what it did, and last what it found, in JSON lines; answers its number and where to read them."""
    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(writing)
        return number, reading
    with os.fdopen(writing, 'w') as lines:
        files = size = 0
        due = time.monotonic() + 0.2

        def told(more_files, more_bytes):
            nonlocal files, size, due
            files, size = files + more_files, size + more_bytes
            if time.monotonic() >= due:
                lines.write('[%d, %d]\n' % (files, size))
                lines.flush()
                files, size, due = 0, 0, time.monotonic() + 0.2

        try:
            found = new_audit()
            audit_shares(root, plan, found, mine, workers, told)
            lines.write(json.dumps(found) + '\n')
        except BaseException as error:
            lines.write(json.dumps({'failed': repr(error)}) + '\n')
    os._exit(0)
