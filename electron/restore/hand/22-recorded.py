ACCESS_LIST = 'system.posix_acl_access'
# Not every Python has functions for extended attributes (the documentation of os.listxattr).
UNSEEN = (OSError, AttributeError)
LIST_HEAD, LIST_ENTRY = 4, 8


def path_in(folder, name):
    """A path of an entry in an open folder, for what takes no descriptor of a folder."""
    return b'/proc/self/fd/%d/%s' % (folder, name)


def recorded_of(record):
    """
    What the session has recorded of an entry that is no link and no device: {name of an extended attribute: what an access control list is
    known by}, which is how many entries it has, and of the entry's own list also the rights of the group.
    """
    if record[KIND] in (b'l', b'c') or not record[TARGET]:
        return {}
    told = (line.partition(b'=') for line in record[TARGET].split(b'\n'))
    return {name: [int(each) for each in its.split(b',')] if its else [] for name, _, its in told}


def lacking(entry, record, special):
    """
    How many of the recorded lists and attributes an entry (a descriptor or a path, no link) does not have. Of `security.*`, which is the
    system's own, only capabilities count, where they are wished for.
    """
    count = 0
    for name, its in recorded_of(record).items():
        if name.startswith(b'security.') and not (special and name == b'security.capability'):
            continue
        try:
            value = os.getxattr(entry, name, follow_symlinks=type(entry) is int)
            count += bool(its) and (len(value) - LIST_HEAD) // LIST_ENTRY < its[0]
        except UNSEEN:
            count += 1
    return count


def mode_within_list(entry, record, mode):
    """
    The mode that an entry (a descriptor or a path, no link) may get. Beside a list the group's part of a mode is the most that anybody on
    the list gets, and may be more than the group's own rights: without the list it is no more than those.
    """
    its = recorded_of(record).get(ACCESS_LIST.encode())
    if not its:
        return mode
    try:
        os.getxattr(entry, ACCESS_LIST, follow_symlinks=type(entry) is int)
        return mode
    except UNSEEN:
        return mode & (~0o070 | its[1] << 3)
