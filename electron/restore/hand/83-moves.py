import functools

NO_REPLACE = 1
# What a file system says that cannot link this, or cannot link at all.
NO_LINK = (errno.EPERM, errno.EACCES, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)


def reach(root, ours=False):
    """
    A function (folder, make) to the descriptor of a folder below an open one, None where it is not there; with `make` it is made. Without
    an open one nothing is ever there. What is ours is opened whatever its mode.
    """
    if root is None:
        return lambda folder, make=False: None
    at, _ = walk_from(root, open_own if ours else open_folder)

    def folder_at(folder, make=False):
        try:
            return at(folder)
        except FileNotFoundError:
            if not make:
                return None
        above = b''
        for step in folder.split(b'/'):
            try:
                os.mkdir(step, 0o700, dir_fd=at(above))
            except FileExistsError:
                pass
            above = joined(above, step)
        return at(folder)

    return folder_at


@functools.lru_cache(None)
def system_rename():
    """renameat2 of the C library as a function that answers an error number; None where it cannot be had."""
    # Loaded only by who moves something: it takes longer than all the rest.
    import ctypes

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    rename.argtypes = ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint
    return lambda *values: ctypes.get_errno() if rename(*values) else 0


def rename_new(source, name, target, new_name):
    """Renames to a name that nothing may have yet: FileExistsError when something has it."""
    rename = system_rename()
    number = rename(source, name, target, new_name, NO_REPLACE) if rename else errno.ENOSYS
    if number == 0:
        return
    if number not in (errno.EINVAL, errno.ENOSYS):
        raise OSError(number, os.strerror(number))
    if look(target, new_name) is not None:
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
    os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)


def move(source, name, target, new_name):
    """Renames to a free name; the owner of a folder that nobody may write to can move it all the same."""
    try:
        rename_new(source, name, target, new_name)
        return
    except PermissionError:
        found = look(source, name)
        if os.geteuid() == 0 or found is None or not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o200:
            raise
    moved = os.open(name, FOLDER, dir_fd=source)
    try:
        mode = stat.S_IMODE(os.fstat(moved).st_mode)
        os.fchmod(moved, mode | 0o200)
        try:
            rename_new(source, name, target, new_name)
        finally:
            os.fchmod(moved, mode)
    finally:
        os.close(moved)


def are_files(*entries):
    return all(stat.S_ISREG(found.st_mode) for found in entries)


def linked(source, name, target):
    """Whether a second name could be given to a file."""
    try:
        os.link(name, name, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)
        return True
    except OSError as error:
        if error.errno not in NO_LINK:
            raise
        return False


def placer(root, tree, aside):
    """
    A function (path, old, new) that brings an entry from the staged tree to its place and what was there aside. What it has done before
    shows in what lies where: what is not in the tree any more is in its place, and what lies aside is not in its place any more.
    """
    root_at, tree_at, aside_at = reach(root), reach(tree, True), reach(aside, True)

    def set_aside(here, name, keep, old, new):
        found = look(here, name)
        if found is None or not same_thing(old, found):
            raise FileExistsError(errno.EEXIST, 'changed since it was looked at')
        is_linked = new is not None and new[KEPT_KIND] == old[KEPT_KIND] == 'f' and linked(here, name, keep)
        if not is_linked:
            move(here, name, keep, name)
        if not same_thing(old, look(keep, name)):
            if is_linked:
                os.unlink(name, dir_fd=keep)
            else:
                move(keep, name, here, name)
            raise FileExistsError(errno.EEXIST, 'changed while it was set aside')

    def place(path, old, new):
        folder, name = split_path(path)
        here = root_at(folder)
        if here is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        keep = aside_at(folder, True) if old else None
        if old and look(keep, name) is None:
            set_aside(here, name, keep, old, new)
        staged = tree_at(folder) if new else None
        if staged is None or look(staged, name) is None:
            return
        there = look(here, name)
        if there is None or not old or there.st_ino != look(keep, name).st_ino:
            move(staged, name, here, name)
        else:
            os.rename(name, name, src_dir_fd=staged, dst_dir_fd=here)

    return place


def same_thing(entry, found):
    return found is not None and (kind_of(found.st_mode).decode(), found.st_ino) == (entry[KEPT_KIND], entry[KEPT_INODE])


def taker_back(root, tree, aside, taken):
    """A function (path, old, new) that undoes the placing of an entry as far as it was done; what lay in its place goes to `taken`."""
    root_at, tree_at, aside_at, taken_at = reach(root), reach(tree, True), reach(aside, True), reach(taken, True)

    def take_back(path, old, new):
        folder, name = split_path(path)
        if not old:
            here = root_at(folder)
            staged, bag = tree_at(folder), taken_at(folder)
            is_placed = staged is None or look(staged, name) is None
            if here is not None and is_placed and (bag is None or look(bag, name) is None) and look(here, name) is not None:
                move_to_free(here, name, taken_at(folder, True))
            return
        keep = aside_at(folder)
        kept_one = None if keep is None else look(keep, name)
        if kept_one is None:
            return
        here = root_at(folder, True)
        there = look(here, name)
        if there is not None and there.st_ino == kept_one.st_ino:
            os.unlink(name, dir_fd=keep)
            return
        if there is not None and are_files(there, kept_one):
            bag = taken_at(folder, True)
            held = look(bag, name)
            if held is None and linked(here, name, bag) or held is not None and held.st_ino == there.st_ino:
                os.rename(name, name, src_dir_fd=keep, dst_dir_fd=here)
                return
        if there is not None:
            move_to_free(here, name, taken_at(folder, True))
        move(keep, name, here, name)

    return take_back
