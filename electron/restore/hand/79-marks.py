# What stands in a work folder beside the journal: everything goes back; all has come to its place; all has gone back; room for that.
BACK, PLACED, UNDONE, ROOM = b'back', b'placed', b'undone', b'room'
# A name in a folder takes so much beside its bytes, and a folder that grows splits its blocks in halves.
ENTRY_BYTES = 12


def mark(work, name):
    """Makes a mark, which outlasts a loss of power."""
    os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=work))
    os.fsync(work)


def hold_room(work):
    """Takes the room on the disk that going back needs for what it takes away: without it a full disk would let nothing go on nor back."""
    if look(work, ROOM) is not None:
        return
    descriptor = os.open(ROOM, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=work)
    try:
        os.posix_fallocate(descriptor, 0, room_for_back(work))
    except OSError as error:
        # Not every file system can promise room.
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise placing_failed(error)
    finally:
        os.close(descriptor)


def room_for_back(work):
    """How many bytes the folders take that going back may have to make, with the names in them."""
    block = max(4096, os.fstatvfs(work).f_frsize)
    folders, size, last = 4, 0, []
    for path, _, _ in entries_of(work):
        folder, name = split_path(path)
        steps = folder.split(b'/')
        if steps != last:
            same = sum(1 for _ in itertools.takewhile(lambda both: both[0] == both[1], zip(steps, last)))
            folders, last = folders + len(steps) - same, steps
        size += 2 * (len(name) + ENTRY_BYTES)
    return folders * 2 * block + size


def turn_back(work):
    """Marks that everything goes back from here on, and gives back the room that was held for it."""
    try:
        os.rename(ROOM, BACK, src_dir_fd=work, dst_dir_fd=work)
    except FileNotFoundError:
        pass
    mark(work, BACK)
