# Folders of this program in a target belong neither to it nor to any plan.
is_ours = re.compile(rb'(?s)\.modosu-(\d+-[0-9a-f]{8}|before-.+)').fullmatch


def meeting(plan, at, exact, inner):
    """
    What each record of the plan, in its order, meets in the target whose folders `at` opens: ('new', index, record, None),
    ('below', index, record, None) under something new, ('there', index, record, its lstat), and ('out', path, extras, mounts) when a
    folder that is there has been gone through; with `exact` the extras are (name, lstat) of all that a chosen folder has beyond the plan.
    Of these, the mounts stay where they are: the names on or below which one of the `inner` paths has something mounted.
    """
    opened, below = [], None
    for index, record in enumerate(records(plan)):
        path = record[PATH]
        if below is not None and path.startswith(below):
            yield 'below', index, record, None
            continue
        below = None
        while opened and not path.startswith(opened[-1].prefix):
            yield left(opened.pop(), at, exact, inner)
        if path == b'' and index == 0:
            opened.append(Met(path, record[WAY] not in ABOVE))
            yield 'there', index, record, os.fstat(at(path))
            continue
        folder, name = split_path(path)
        if not opened or folder != opened[-1].path:
            raise Failed('bad-plan', 'the plan has no folder for this path', path)
        opened[-1].names.add(name)
        found = look(at(folder), name)
        yield 'new' if found is None else 'there', index, record, found
        if record[KIND] == b'd':
            if found is not None and stat.S_ISDIR(found.st_mode):
                opened.append(Met(path, record[WAY] not in ABOVE and path not in inner))
            else:
                below = path + b'/'
    while opened:
        yield left(opened.pop(), at, exact, inner)


class Met:
    """A folder of the plan that the target has as well."""

    def __init__(self, path, chosen):
        self.path, self.chosen, self.names = path, chosen, set()
        self.prefix = path + b'/' if path else b''


def left(met, at, exact, inner):
    extras, staying = [], []
    if exact and met.chosen:
        here = at(met.path)
        for name in sorted(set(names_in(here)) - met.names):
            if met.path == b'' and is_ours(name):
                continue
            if any(is_within(place, joined(met.path, name)) for place in inner):
                staying.append(name)
                continue
            found = look(here, name)
            if found is not None:
                extras.append((name, found))
    return 'out', met.path, extras, staying


def joined(folder, name):
    return folder + b'/' + name if folder else name


def count_below(folder, path, found, inner, holding=None):
    """
    How many entries lie below a path, whose folder is open and whose lstat this is; follows no link and enters no mount. `holding` gets the
    repositories among them.
    """
    name = split_path(path)[1]
    if not stat.S_ISDIR(found.st_mode):
        return 0
    try:
        here = os.open(name, FOLDER, dir_fd=folder)
    except OSError:
        return 0
    try:
        count = 0
        names = names_in(here)
        if holding is not None and DATA in names:
            holding.append(path)
        for each in (joined(path, name) for name in names):
            its = None if each in inner else look(here, split_path(each)[1])
            count += 0 if its is None else 1 + count_below(here, each, its, inner, holding)
        return count
    finally:
        os.close(here)


def rights_as_recorded(order):
    """
    A function that tells whether what is there (folder, name, lstat) has the owner and the mode that a restore of a record would give it,
    and no list or attribute that it would take off.
    """
    special, is_beyond = order.get('special', False), beyond_recorded(order)
    own = (os.geteuid(), os.getegid()) if os.geteuid() == 0 else None
    owner_of = owners()

    def has_rights(record, folder, name, found):
        # Of its own owner, owner_of says that there is nothing to set.
        owner = owner_of(record) or own
        if owner and any(wanted not in (-1, its) for wanted, its in zip(owner, (found.st_uid, found.st_gid))):
            return False
        if record[WAY] != b't' and any(is_beyond(each, found) for each in names_of_extended(folder, name)):
            return False
        return not record[MODE] or stat.S_ISLNK(found.st_mode) or stat.S_IMODE(found.st_mode) == mode_of(record, special)

    return has_rights


def same_as_recorded(order):
    """A function that tells whether what is there (folder, name, lstat) is what a record says, as far as it can be told without its content."""
    has_rights = rights_as_recorded(order)

    def is_same(record, folder, name, found):
        kind = record[KIND]
        if kind_of(found.st_mode) != kind or record[WAY] == b't' or not has_rights(record, folder, name, found):
            return False
        if kind == b'l':
            return os.readlink(name, dir_fd=folder) == record[TARGET]
        if kind == b'f' and record[SIZE] and int(record[SIZE]) != found.st_size:
            return False
        if kind == b'c' and not is_device(record[TARGET], found):
            return False
        return not record[MTIME] or int(record[MTIME]) == found.st_mtime_ns // 10**9

    return is_same


def is_device(told, found):
    parts = told.split(b' ')
    letter = b'b' if stat.S_ISBLK(found.st_mode) else b'c'
    return parts == [letter, b'%d' % os.major(found.st_rdev), b'%d' % os.minor(found.st_rdev)]
