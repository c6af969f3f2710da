import base64


def attributes_of(found):
    return {'mode': stat.S_IMODE(found.st_mode), 'uid': found.st_uid, 'gid': found.st_gid, 'time': found.st_mtime_ns}


def extended_of(descriptor):
    """The extended attributes of an open folder, ACLs among them, as far as this user can read and set them."""
    told = {}
    try:
        for name in os.listxattr(descriptor):
            if os.geteuid() == 0 or name.startswith(('user.', 'system.posix_acl_')):
                told[name] = base64.b64encode(os.getxattr(descriptor, name)).decode()
    except UNSEEN:
        pass
    return told


# Attributes of the system's own, SELinux labels for one, are no session's.
OF_SESSION = {'access_control_lists': ('system.posix_acl_',), 'extended_attributes': ('user.', 'security.capability')}


def beyond_recorded(order):
    """
    A function that tells which extended attribute of what is there (its lstat) the session would have recorded: an entry of which it has
    none loses it.
    """
    prefixes = tuple(prefix for each in order.get('recorded', ()) for prefix in OF_SESSION.get(each, ()))
    return lambda name, found: name.startswith(prefixes) and not (name == ACCESS_LIST and keeps_mode(found))


def keeps_mode(found):
    """
    Whether a folder has to keep its mode, and the list that is a part of it: the system takes the setgid bit when they are set by who is
    not in the folder's group, and lets nobody else give it back (chmod(2)).
    """
    is_setgid = stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISGID
    return bool(is_setgid) and os.geteuid() != 0 and found.st_gid not in (os.getegid(), *os.getgroups())


def names_of_extended(folder, name):
    """The names of the extended attributes of an entry in an open folder, as far as they can be seen."""
    try:
        return os.listxattr(path_in(folder, name), follow_symlinks=False)
    except UNSEEN:
        return []


def give_attributes(descriptor, wanted):
    """Gives an open folder the kept attributes, its times last."""
    found = os.fstat(descriptor)
    if (found.st_uid, found.st_gid) != (wanted['uid'], wanted['gid']):
        os.fchown(descriptor, wanted['uid'], wanted['gid'])
    if 'extended' in wanted:
        give_extended(descriptor, wanted['extended'])
    if stat.S_IMODE(os.fstat(descriptor).st_mode) != wanted['mode']:
        os.fchmod(descriptor, wanted['mode'])
    # Of an immutable folder nothing can be set, not even what it has.
    if found.st_mtime_ns != wanted['time']:
        os.utime(descriptor, ns=(found.st_atime_ns, wanted['time']))


def give_extended(descriptor, wanted):
    had = extended_of(descriptor)
    for name in had:
        if name not in wanted:
            os.removexattr(descriptor, name)
    for name, value in wanted.items():
        if had.get(name) != value:
            os.setxattr(descriptor, name, base64.b64decode(value))


def give_all(root, folders, which, passed=()):
    """
    Gives every changed folder its `old` or its `new` attributes; where nothing is wished, only the mode that it had. `passed`: the errors
    that say of a path that it needs none any more, since others may have worked there after everything came to its place.
    """
    at, leave = walk_from(root)
    for path, old, new in folders:
        wanted = old if which == 'old' else new
        try:
            folder = at(path)
            if wanted is not None:
                give_attributes(folder, wanted)
            elif stat.S_IMODE(os.fstat(folder).st_mode) != old['mode']:
                os.fchmod(folder, old['mode'])
        except OSError as error:
            # Of another's folder nothing can be changed.
            is_others = error.errno == errno.EPERM and os.geteuid() not in (0, old['uid'])
            if not is_others and error.errno not in passed:
                raise placing_failed(error, path)
    leave()


def unlock(root, tree, folders):
    """Lets an owner who is not root work in the folders that forbid it; they get their modes back with their attributes."""
    if os.geteuid() == 0:
        return
    for side in root, tree:
        if side is None:
            continue
        at, leave = walk_from(side)
        for path, _, _ in folders:
            try:
                folder = at(path)
                mode = stat.S_IMODE(os.fstat(folder).st_mode)
                if mode & 0o300 != 0o300:
                    os.fchmod(folder, mode | 0o300)
            except OSError as error:
                if error.errno not in (*NO_PARENT, errno.EPERM):
                    raise placing_failed(error, path)
        leave()


def relock(root, entries, which):
    """Gives moved folders the mode back that only their move needed to be another, should it have been cut off just then."""
    if os.geteuid() == 0:
        return
    at, leave = walk_from(root)
    for path, old, new in entries:
        moved = old if which == 'old' else new
        if moved is None or moved[KEPT_KIND] != 'd' or moved[KEPT_MODE] & 0o200:
            continue
        try:
            folder = at(path)
            if os.fstat(folder).st_ino == moved[KEPT_INODE]:
                os.fchmod(folder, moved[KEPT_MODE])
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EACCES):
                raise placing_failed(error, path)
    leave()
