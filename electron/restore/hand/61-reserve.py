PATIENCE = 240
PAUSE = 0.25
RESERVED = []


def reserve(folder):
    """Waits until no other hand works in an open work folder. The place is kept as long as this program."""
    if RESERVED:
        return
    for _ in range(PATIENCE):
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(PAUSE)
            continue
        except OSError:
            # Not every file system knows such locks.
            return
        RESERVED.append(os.dup(folder))
        return
    raise Failed('busy', 'another hand is at work there')
