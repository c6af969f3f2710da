def new_results():
    counts = {'files': 0, 'links': 0, 'others': 0, 'bytes': 0, 'verified': 0, 'fromMirror': 0, 'fromIncrements': 0, 'unset': 0, 'split': 0}
    return {'counts': counts, 'again': set(), 'refused': []}


def wanted_entries(plan, order):
    """
    (index, record) of all that is to be staged but folders, in the plan's order; of a group of hard links only its first member that
    can be had without rdiff-backup, since the others become links to it.
    """
    skip, groups = order['skip'], set()
    for index, record in enumerate(records(plan)):
        if record[KIND] == b'd' or index in skip:
            continue
        key = record[LINKS]
        if key:
            if key in groups and record[WAY] != b't':
                continue
            if record[WAY] != b't':
                groups.add(key)
        yield index, record


def entry_stager(tree, order, results, content_of, told):
    """A function that stages one entry: a file by `content_of(record, put, pour)`, which answers whether it could be had."""
    counts, again, refused = results['counts'], results['again'], results['refused']
    at, _ = walk_from(tree)
    put, pour = file_writer(at, order, counts, told)
    make = entry_maker(at, order, counts)
    lost, verifies = order['lost'], order.get('verify', True)

    def stage_entry(index, record):
        try:
            if lost and split_path(record[PATH])[0] in lost:
                raise Refused('parent')
            refuse_left_out(record, order)
            if record[WAY] == b't':
                again.add(index)
            elif record[KIND] != b'f':
                make(record)
                counts['links' if record[KIND] == b'l' else 'others'] += 1
            elif record[SIZE] and (record[SHA1] or not verifies) and content_of(record, put, pour):
                counts['files'] += 1
                counts['bytes'] += int(record[SIZE])
                counts['verified'] += verifies
                counts['fromMirror' if record[WAY] == b'm' else 'fromIncrements'] += 1
            else:
                again.add(index)
        except Refused as refusal:
            refused.append((index, refusal.args[0]))

    return stage_entry


def refuse_left_out(record, order):
    why = left_out(record, order)
    if why:
        raise Refused(why)


def left_out(record, order):
    """Why an entry is not brought as a restore was asked for; None for what is."""
    if record[KIND] == b'c' and not order.get('special', False):
        return 'special'
    if record[KIND] == b'l' and order.get('withoutLinks', False):
        return 'link'
    return None


def entry_maker(at, order, counts):
    """A function that makes a link, a fifo, a socket or a device of a record."""
    owner_of, special = owners(), order.get('special', False)

    def make(record):
        folder, name = split_path(record[PATH])
        try:
            parent = at(folder)
            if record[KIND] == b'l':
                os.symlink(record[TARGET], name, dir_fd=parent)
            else:
                os.mknod(name, node_type(record) | mode_of(record, special), node_number(record), dir_fd=parent)
        except OSError as error:
            raise Refused('unsupported') if error.errno in NOT_A_KIND else refused_by(error, record[PATH])
        owner = owner_of(record)
        if owner:
            counts['unset'] += tried(own, parent, name, owner)
        if record[KIND] != b'l':
            # Whoever changes owners loses these bits, and nobody else can have swapped what lies in the work folder.
            if owner and mode_of(record, special) > 0o777:
                os.chmod(name, mode_of(record, special), dir_fd=parent)
            if record[MTIME]:
                counts['unset'] += tried(date, parent, name, int(record[MTIME]))

    def node_type(record):
        if record[KIND] == b'p':
            return stat.S_IFIFO
        if record[KIND] == b's':
            return stat.S_IFSOCK
        if record[KIND] != b'c' or not device_of(record[TARGET]):
            raise Refused('unsupported')
        return stat.S_IFBLK if record[TARGET][:1] == b'b' else stat.S_IFCHR

    def node_number(record):
        return os.makedev(*map(int, device_of(record[TARGET]).groups())) if record[KIND] == b'c' else 0

    return make


# What a target says that has no such entries, or has them for root only.
NOT_A_KIND = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)
device_of = re.compile(rb'[bc] (\d{1,9}) (\d{1,9})').fullmatch


def own(parent, name, owner):
    os.chown(name, owner[0], owner[1], dir_fd=parent, follow_symlinks=False)


def date(parent, name, modified):
    os.utime(name, (modified, modified), dir_fd=parent, follow_symlinks=False)
