import signal

# Each state that has to be made anew lies in the temporary folder of a machine that has other work.
MOST_MADE = 256 << 20


class TimeIsUp(Exception):
    """The time for an order is over; what is known by then is its end."""


def prove(order, plan):
    """
    Reads the states that the plan names, as for `audit`, and answers those that are as recorded and those that are not; all others are not
    known. `lost` are states (path, session) for which others are looked for: going back, one that is good and older than all of these of
    its path is the last. No longer than `seconds`, the smallest files first.
    """
    check_versions(plan)
    end = {'good': [], 'bad': []}
    root = open_repository(to_bytes(order['repository']))
    if root is None:
        return end
    oldest = {}
    for text, session in order['lost']:
        path = to_bytes(text)
        oldest[path] = min(session, oldest.get(path, session))
    begin_time(order['seconds'])
    try:
        work = os.open(scratch_folder(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        walk, told = states_of(root, work, MOST_MADE), progress()
        for path, states in sorted(versions(plan), key=lambda one: sum(size or 0 for _, size, _ in one[1])):
            prove_path(path, walk(path, states), oldest.get(path, 0), end, told)
    except TimeIsUp:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return end


def prove_path(path, walked, oldest, end, told):
    for (session, size, sha1), held in walked:
        if held is BROKEN:
            continue
        is_good = held is not GONE and is_recorded(held, size, sha1)
        told(1, size or 0)
        end['good' if is_good else 'bad'].append([to_text(path), session])
        if is_good and session < oldest:
            return


def is_recorded(held, size, sha1):
    """What is of another size is not read."""
    there = len(held) if isinstance(held, bytes) else os.fstat(held).st_size
    return (size is None or size == there) and digest_of(held)[0] == sha1


def begin_time(seconds):
    """Lets TimeIsUp come up after so many seconds, whatever is being done."""

    def over(*_):
        raise TimeIsUp

    signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
