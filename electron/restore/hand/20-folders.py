FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def open_root(path):
    """A descriptor of the folder that an absolute path names; only links on the way to it are followed."""
    try:
        return os.open(path, FOLDER)
    except OSError as error:
        raise failed_by(error, path)


def open_folder(folder, name):
    """Opens a folder in an open folder; never follows a link (OSError ELOOP or ENOTDIR)."""
    return os.open(name, FOLDER, dir_fd=folder)


def walk_from(root, open_step=open_folder):
    """
    Two functions. `at(path)` answers the descriptor of a folder below the open root, reached step by step; it is valid until the next
    call. `leave()` closes what is open, but for the root.
    """
    names, opened = [], []
    current, last = b'', root

    def at(path):
        nonlocal current, last
        if path == current:
            return last
        steps = path.split(b'/') if path else []
        kept = 0
        for name, step in zip(names, steps):
            if name != step:
                break
            kept += 1
        drop(kept)
        for step in steps[kept:]:
            last = open_step(last, step)
            names.append(step)
            opened.append(last)
            current = b'/'.join(names)
        return last

    def drop(kept):
        nonlocal current, last
        del names[kept:]
        for descriptor in opened[kept:]:
            os.close(descriptor)
        del opened[kept:]
        current, last = b'/'.join(names), opened[-1] if opened else root

    return at, lambda: drop(0)


def look(folder, name):
    """The lstat of a name in an open folder, None when it is not there or longer than any name can be there."""
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
            return None
        raise


def kind_of(mode):
    """The plan's letter for a file mode."""
    return KINDS.get(stat.S_IFMT(mode), b'?')


KINDS = {
    stat.S_IFREG: b'f',
    stat.S_IFDIR: b'd',
    stat.S_IFLNK: b'l',
    stat.S_IFCHR: b'c',
    stat.S_IFBLK: b'c',
    stat.S_IFIFO: b'p',
    stat.S_IFSOCK: b's',
}


def names_in(folder):
    """The names in an open folder, as bytes."""
    # Of a descriptor, listdir gives text in the system's own encoding.
    return [os.fsencode(name) for name in os.listdir(folder)]


def open_own(folder, name):
    """Opens a folder of ours in which we may do anything, although its mode may have forbidden it; never follows a link."""
    try:
        opened = open_folder(folder, name)
    except PermissionError:
        # chmod by name would follow a link that has come in between.
        held = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
        try:
            os.chmod('/proc/self/fd/%d' % held, 0o700)
        finally:
            os.close(held)
        opened = open_folder(folder, name)
    mode = stat.S_IMODE(os.fstat(opened).st_mode)
    if mode & 0o700 != 0o700:
        os.fchmod(opened, mode | 0o700)
    return opened


def remove_below(folder, name):
    """Removes a name in an open folder and all below it, whatever the modes; follows no link and enters no other file system."""
    found = look(folder, name)
    if found is None:
        return
    if not stat.S_ISDIR(found.st_mode):
        os.unlink(name, dir_fd=folder)
        return
    inner = open_own(folder, name)
    try:
        if os.fstat(inner).st_dev != os.fstat(folder).st_dev:
            raise Failed('mount-inside', 'another file system is mounted here', name)
        for each in names_in(inner):
            remove_below(inner, each)
    finally:
        os.close(inner)
    os.rmdir(name, dir_fd=folder)

