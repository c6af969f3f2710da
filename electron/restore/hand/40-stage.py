is_work_name = re.compile(rb'\.modosu-\d+-[0-9a-f]{8}').fullmatch


def stage(order, plan):
    """Makes a fresh work folder whose `tree` is what the plan says, as far as it can be had without rdiff-backup, all of it verified."""
    begun = time.monotonic()
    check_plan(plan)
    os.umask(0)
    work = make_work(order['work'])
    reserve(work)
    refuse_full(work, order.get('room', 0), to_bytes(order['work']['parent']))
    tree = make_tree(work)
    # Without a repository in reach everything with content is left to rdiff-backup.
    source = open_repository(to_bytes(order['repository'])) if order['repository'] is not None else None
    order['skip'] = set(order.get('skip', ()))
    order['lost'], folders = make_folders(plan, tree)
    told = progress()
    if order['from'] == 'stream':
        results = receive(plan, tree, order, told)
    else:
        results = work_together(plan, tree, source, work, order, told)
    join_links(plan, tree, source, work, order, results, told)
    again = results['again']
    there = set(order.get('above', ()))

    def leave_attributes(index, record, _):
        if record[WAY] == b't' or record[WAY] == b'a' and index not in there:
            again.add(index)

    finish_folders(plan, tree, order, results['counts'], leave_attributes)
    refused = results['refused'] + [(index, 'name' if path == to_blame else 'parent') for path, (index, to_blame) in order['lost'].items()]
    end = {'again': sorted(again), 'refused': sorted(refused), 'folders': folders, 'seconds': round(time.monotonic() - begun, 3)}
    end.update(results['counts'])
    return place_staged(order, plan, end) if order.get('then') else end


def make_work(place):
    """Opens the order's work folder: a new one of the given name, or an existing one."""
    if isinstance(place, str):
        return open_root(to_bytes(place))
    parent, name = to_bytes(place['parent']), to_bytes(place['name'])
    if not is_work_name(name):
        raise Failed('bad-plan', 'no name for a work folder', name)
    folder = open_root(parent)
    try:
        os.mkdir(name, 0o700, dir_fd=folder)
        return os.open(name, FOLDER, dir_fd=folder)
    except OSError as error:
        raise failed_by(error, parent + b'/' + name)
    finally:
        os.close(folder)


def refuse_full(work, room, path):
    """Refuses to begin where fewer bytes than these are free."""
    found = os.fstatvfs(work)
    if found.f_bavail * found.f_frsize < room:
        raise Failed('disk-full', 'there is no room', path)


def make_tree(work):
    try:
        drop_inherited(work)
        os.mkdir(b'tree', 0o700, dir_fd=work)
        return os.open(b'tree', FOLDER, dir_fd=work)
    except OSError as error:
        raise failed_by(error, b'tree')


def make_folders(plan, tree):
    """
    Makes every folder, still without its attributes. Answers the lost ones, which this target cannot hold, with the index and the path
    that is to blame, and how many there are of the others.
    """
    at, leave = walk_from(tree)
    lost, made = {}, 0
    for index, record in enumerate(records(plan)):
        path = record[PATH]
        if record[KIND] != b'd':
            if path == b'':
                raise Failed('bad-plan', 'the source is no folder')
            continue
        folder, name = split_path(path)
        if folder in lost:
            lost[path] = index, lost[folder][1]
            continue
        try:
            if path:
                os.mkdir(name, 0o700, dir_fd=at(folder))
            made += 1
        except OSError as error:
            # Without a folder of its own all that is in it would fall into that of another name.
            if not isinstance(refused_by(error, path), Refused):
                raise failed_by(error, path)
            lost[path] = index, path
    leave()
    return lost, made


def finish_folders(plan, tree, order, counts, first=lambda index, record, descriptor: None):
    """
    Gives the folders their attributes, the deepest first, since a finished one may be closed to its own owner; `first` is called with
    each of them before.
    """
    at, leave = walk_from(tree, open_own)
    owner_of, special = owners(), order.get('special', False)
    folders = [(index, record) for index, record in enumerate(records(plan)) if record[KIND] == b'd']
    for index, record in reversed(folders):
        if record[PATH] in order['lost']:
            continue
        try:
            descriptor = at(record[PATH])
        except OSError as error:
            raise failed_by(error, record[PATH])
        first(index, record, descriptor)
        mode = mode_within_list(descriptor, record, mode_of(record, special))
        counts['unset'] += set_attributes(descriptor, mode, owner_of(record), record[MTIME], True)
    leave()
