def merge(order, plan):
    """Verifies what rdiff-backup has restored of the plan and moves it into the tree, which is finished then."""
    check_plan(plan)
    os.umask(0)
    work = open_root(to_bytes(order['work']))
    reserve(work)
    tree = open_inside(work, b'tree')
    at, _ = walk_from(tree, open_own)
    from_at = restored_at(work, to_bytes(order['into']))
    source_path = source_paths(order)
    again, special = set(order['again']), order.get('special', False)
    told = progress()
    counts = {'verified': 0, 'unrecorded': 0, 'bytes': 0, 'split': 0, 'unset': 0, 'unsetOfFolders': 0}
    damaged, refused, lead = [], [], link_leaders(plan, again)
    for index, record in enumerate(records(plan)):
        if index not in again or record[KIND] == b'd':
            continue
        folder, name = split_path(record[PATH])
        source_folder, source_name = split_path(source_path(record[PATH]))
        try:
            why = fault_of(record, from_at, source_folder, source_name)
            if why:
                damaged.append((index, why))
                continue
            refuse_left_out(record, order)
            os.rename(source_name, name, src_dir_fd=from_at(source_folder), dst_dir_fd=at(folder))
            finish_moved(at(folder), name, record, special, counts)
            lead(record, tree, counts)
            told(1, int(record[SIZE] or 0))
        except Refused as refusal:
            refused.append((index, refusal.args[0]))
        except OSError as error:
            refusal = refused_by(error, record[PATH])
            if not isinstance(refusal, Refused):
                raise refusal
            refused.append((index, refusal.args[0]))
    order['lost'] = lost_folders(plan, at)

    def bring_attributes(index, record, descriptor):
        if index in again:
            try:
                source = from_at(source_path(record[PATH]))
            except OSError:
                damaged.append((index, 'missing'))
                return
            try:
                copy_extended(source, descriptor)
            except UNSEEN:
                damaged.append((index, 'attributes'))
                return
            counts['unsetOfFolders'] += lacking(descriptor, record, special)

    # What a folder does not take was counted when it was staged.
    finish_folders(plan, tree, order, {'unset': 0}, bring_attributes)
    return {**counts, 'damaged': sorted(damaged), 'refused': sorted(refused)}


def open_inside(work, path):
    at, _ = walk_from(work)
    try:
        return at(path)
    except OSError as error:
        raise failed_by(error, path)


def restored_at(work, into):
    """Opens the folders of what rdiff-backup has restored, which may be nothing at all."""
    above, _ = walk_from(work, open_own)

    def at(path):
        return above(into + b'/' + path if path else into)

    return at


def lost_folders(plan, at):
    """The plan's folders that the tree does not have."""
    lost = set()
    for record in records(plan):
        if record[KIND] == b'd':
            try:
                at(record[PATH])
            except OSError:
                lost.add(record[PATH])
    return lost


def fault_of(record, from_at, folder, name):
    """What is wrong with a restored entry, None when it is what was recorded."""
    try:
        parent = from_at(folder)
        found = os.stat(name, dir_fd=parent, follow_symlinks=False)
    except OSError:
        return 'missing'
    if kind_of(found.st_mode) != record[KIND]:
        return 'kind'
    if record[KIND] == b'l':
        return None if os.readlink(name, dir_fd=parent) == record[TARGET] else 'kind'
    if record[KIND] != b'f':
        return None
    if record[SIZE] and found.st_size != int(record[SIZE]):
        return 'size'
    if record[SHA1] and record[SHA1] != hash_of(parent, name, found):
        return 'hash'
    return None


def hash_of(parent, name, found):
    """The SHA-1 of a file of ours, which may be closed to its own owner."""
    try:
        descriptor = os.open(name, READ, dir_fd=parent)
    except PermissionError:
        os.chmod(name, 0o600, dir_fd=parent)
        descriptor = os.open(name, READ, dir_fd=parent)
        os.fchmod(descriptor, stat.S_IMODE(found.st_mode))
    digest = hashlib.sha1()
    try:
        for piece in read_pieces(descriptor):
            digest.update(piece)
    except NotHere:
        return None
    finally:
        os.close(descriptor)
    return digest.hexdigest().encode()


def finish_moved(parent, name, record, special, counts):
    """
    rdiff-backup has set what attributes it could, and what it could not is counted; here setuid, setgid and capabilities go, and rights that
    only a list would have kept from the group.
    """
    if record[KIND] == b'f':
        counts['verified' if record[SHA1] else 'unrecorded'] += 1
        counts['bytes'] += int(record[SIZE] or 0)
    if record[KIND] == b'l':
        return
    entry = path_in(parent, name)
    counts['unset'] += lacking(entry, record, special)
    found = stat.S_IMODE(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode)
    mode = mode_within_list(entry, record, found if special else found & 0o1777)
    if mode != found:
        os.chmod(name, mode, dir_fd=parent)
    if record[KIND] == b'f' and not special and os.geteuid() == 0:
        drop_capabilities(parent, name)


def drop_capabilities(parent, name):
    """Takes off a file what gives rights to whoever starts it, as setuid does (capabilities(7))."""
    descriptor = os.open(name, READ, dir_fd=parent)
    try:
        os.removexattr(descriptor, 'security.capability')
    except OSError as error:
        if error.errno not in (errno.ENODATA, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
