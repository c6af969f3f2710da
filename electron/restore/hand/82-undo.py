ATTEMPTS = 5


def undo(order, plan):
    """Brings the exact former tree back out of a safety folder, which goes when nothing is left in it."""
    parent, name = split_path(to_bytes(order['aside']))
    above = open_strictly(parent or b'/')
    folder = open_or_none(above, name)
    nothing = {'restored': 0, 'takenAway': 0, 'changedSince': 0, 'aside': None}
    if folder is None:
        return {'state': 'nothing', **nothing}
    reserve(folder)
    head = head_of(folder)
    if head is None:
        # All that was left to do is to take the folder itself away.
        drop_empty(above, name, folder)
        return {'state': 'undone', **nothing}
    # A folder that has become a link since then stays one.
    changed = go_back(folder, NO_PARENT)
    end = undone_counts(folder, changed)
    if changed:
        return {'state': 'undone', **end, 'aside': order['aside']}
    os.unlink(JOURNAL, dir_fd=folder)
    root = open_root_of(head)
    before = os.fstat(root)
    drop_empty(above, name, folder)
    if (parent or b'/') == to_bytes(head['root']):
        os.utime(root, ns=(before.st_atime_ns, before.st_mtime_ns))
    return {'state': 'undone', **end, 'aside': None}


def undone_counts(work, changed):
    counts = counts_of(work)
    return {'restored': counts['replaced'] + counts['removed'], 'takenAway': counts['created'], 'changedSince': changed}


def drop_empty(above, name, folder):
    """Takes a safety folder away that holds nothing of anybody."""
    try:
        for each in BACK, PLACED, UNDONE, UNFINISHED:
            if look(folder, each) is not None:
                os.unlink(each, dir_fd=folder)
        os.rmdir(name, dir_fd=above)
    except OSError as error:
        raise failed_by(error, name)


def go_back(work, passed=(errno.ENOENT,)):
    """
    Undoes all that a journal says, as far as it was done; answers how many things of others it moved to `changed-since`. `passed` is as for
    `give_all`: what comes in the way of a placing and goes again is waited for.
    """
    os.umask(0)
    if look(work, UNDONE) is not None:
        return things_in(work, CHANGED)
    turn_back(work)
    head = head_of(work)
    if head['mode'] == 'new':
        take_new_back(head, work)
        return 0
    root = open_root_of(head)
    for attempt in range(ATTEMPTS):
        failure = try_back(root, work)
        if failure is None:
            break
        # Somebody may be at work in the target just now.
        time.sleep(0.05 * attempt)
    else:
        raise failure
    relock(root, entries_of(work), 'old')
    give_all(root, folders_of(work), 'old', passed)
    os.close(root)
    taken = open_or_none(work, TAKEN)
    if taken is not None:
        sort_taken(work, taken)
        os.close(taken)
        os.rmdir(TAKEN, dir_fd=work)
    drop_folders(work, ASIDE)
    os.sync()
    mark(work, UNDONE)
    return things_in(work, CHANGED)


def try_back(root, work):
    """Takes back every entry that can be; answers the first failure."""
    tree, aside = open_or_none(work, TREE), open_made(work, ASIDE)
    failure = None
    try:
        unlock(root, tree, folders_of(work))
        take_back = taker_back(root, tree, aside, open_made(work, TAKEN))
        for path, old, new in entries_of(work):
            try:
                take_back(path, old, new)
            except OSError as error:
                failure = failure or placing_failed(error, path)
    except (Failed, OSError) as error:
        failure = failure or (error if isinstance(error, Failed) else placing_failed(error))
    return failure


def take_new_back(head, work):
    """Takes a root that was new away again, with the folders that were made above it."""
    root = to_bytes(head['root'])
    parent, name = split_path(root)
    try:
        above = os.open(b'/', FOLDER) if parent == b'' else open_strictly(parent)
    except Failed:
        return
    found = look(above, name)
    if found is not None and found.st_ino == head['inode'] and look(work, TREE) is None:
        move(above, name, work, TREE)
    os.close(above)
    for path in reversed(head['made']):
        try:
            os.rmdir(to_bytes(path))
        except OSError:
            return


def settle_name(above, name, work, changed):
    """A work folder that was gone back on has its own name again, so that it can be swept; not so one that holds things of others."""
    head = head_of(work)
    if changed:
        return give_safety_name(above, name, to_bytes(head['safety']))
    if not is_work_name(name):
        rename_new(above, name, above, to_bytes(head['run']))
    return to_bytes(head['run'])
