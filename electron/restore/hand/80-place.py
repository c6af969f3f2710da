# With the stamp of a safety folder and a number it is a name still.
LONGEST_BASE = 255 - 32
TREE, TOOL, ASIDE, TAKEN, CHANGED = b'tree', b'tool', b'aside', b'taken', b'changed-since'


def place(order, plan):
    """Brings what was staged in a work folder to its place, wholly or not at all."""
    begun = time.monotonic()
    check_plan(plan)
    os.umask(0)
    work = to_bytes(order['work'])
    parent, name = split_path(work)
    above = open_strictly(parent or b'/')
    folder = open_ours(above, name, work)
    reserve(folder)
    if read_journal(folder) is not None:
        raise Failed('target-changed', 'this work folder has been placed before', work)
    tree = open_ours(folder, TREE, work)
    drop_damaged(tree, plan, set(order.get('damaged', ())))
    if order['mode'] == 'new':
        start_new(order, plan, folder, tree, name)
    else:
        # What is there goes aside only for what would outlast a loss of power.
        os.sync()
        start_merge(order, plan, folder, tree, name)
    os.close(tree)
    end = finish_or_undo(above, name, folder)
    end['seconds'] = round(time.monotonic() - begun, 3)
    return end


def open_ours(above, name, path):
    """Opens a folder of ours by its name in an open one."""
    try:
        return os.open(name, FOLDER, dir_fd=above)
    except OSError as error:
        raise failed_by(error, path)


def open_or_none(above, name):
    try:
        return os.open(name, FOLDER, dir_fd=above)
    except FileNotFoundError:
        return None


def drop_damaged(tree, plan, damaged):
    """Takes out of the tree what must not be placed, should anything of it be there."""
    tree_at, listed, names = reach(tree), None, set()
    for index, record in enumerate(records(plan)) if damaged else ():
        folder, name = split_path(record[PATH])
        here = tree_at(folder) if index in damaged and record[KIND] != b'd' else None
        if here is None:
            continue
        if folder != listed:
            listed, names = folder, set(names_in(here))
        # Where a file system takes two names for one, what is found by this name may be another thing.
        if name in names:
            before = os.fstat(here)
            os.unlink(name, dir_fd=here)
            os.utime(here, ns=(before.st_atime_ns, before.st_mtime_ns))


def start_new(order, plan, folder, tree, name):
    """Writes the journal of a root that is not there yet, and refuses one that is."""
    root = to_bytes(order['root'])
    if os.path.lexists(root):
        raise Failed('target-changed', 'the new folder is there by now', root)
    there, made = root, []
    while not os.path.lexists(os.path.dirname(there)):
        there = os.path.dirname(there)
        made.insert(0, to_text(there))
    created = sum(1 for _ in records(plan)) - len(order.get('damaged', ()))
    counts = {'created': created, 'replaced': 0, 'removed': 0, 'left': 0}
    head = {'run': to_text(name), 'mode': 'new', 'root': order['root'], 'inode': os.fstat(tree).st_ino, 'made': made}
    write_journal(folder, [head, {'counts': counts}])


def start_merge(order, plan, folder, tree, name):
    """Writes the journal of a root that is there."""
    path = to_bytes(order['root'])
    inner = mounts_below(path, mounts())
    if crossed(inner, plan):
        raise Failed('mount-inside', 'another file system is mounted inside', path)
    root = open_strictly(path)
    is_inside = (split_path(to_bytes(order['work']))[0] or b'/') == path
    base = os.path.basename(path)
    is_own_name = is_inside or len(base) > LONGEST_BASE
    safety = (b'.modosu-before-' if is_own_name else base + b'.before-') + to_bytes(order['stamp'])
    head = {'run': to_text(name), 'mode': 'merge', 'root': order['root'], 'inode': os.fstat(root).st_ino, 'safety': to_text(safety)}
    try:
        write_journal(folder, merging(order, plan, head, root, tree, inner))
    finally:
        os.close(root)


def finish_or_undo(above, name, work):
    """Carries a journal out; on an error everything goes back, and that error is the end."""
    try:
        return carry_out(above, name, work)
    except (Failed, OSError) as error:
        failure = error if isinstance(error, Failed) else placing_failed(error)
    told = {'failed': failure.cause, 'line': failure.args[0], 'path': failure.path and to_text(failure.path)}
    try:
        changed = go_back(work)
        name = settle_name(above, name, work, changed)
        return {**told, 'changedSince': changed, 'aside': joined_text(above, name) if changed else None}
    except (Failed, OSError) as error:
        return {**told, 'unsettled': True, 'line': '%s; going back failed: %s' % (failure.args[0], error)}


def carry_out(above, name, work):
    """Does all that a journal says and was not done yet."""
    head = head_of(work)
    counts = dict(counts_of(work))
    told = {**counts, 'aside': joined_text(above, name), 'journal': joined_text(above, name, JOURNAL)}
    if head['mode'] == 'new':
        place_new(head, work)
        return {**told, 'aside': None}
    if look(work, PLACED) is not None:
        return told
    root = open_root_of(head)
    tree = open_or_none(work, TREE)
    if tree is not None:
        hold_room(work)
        unlock(root, tree, folders_of(work))
        put = placer(root, tree, open_made(work, ASIDE))
        for path, old, new in entries_of(work):
            try:
                put(path, old, new)
            except OSError as error:
                raise placing_failed(error, path)
    is_changed = any(counts[each] for each in ('created', 'replaced', 'removed')) or any(True for _ in folders_of(work))
    finish(work)
    if is_changed:
        name = give_safety_name(above, name, to_bytes(head['safety']))
    relock(root, entries_of(work), 'new')
    give_all(root, folders_of(work), 'new', NO_PARENT if tree is None else ())
    if is_changed:
        # It is told as done: after a loss of power that must still be so.
        os.sync()
        mark(work, PLACED)
        return {**told, 'aside': joined_text(above, name), 'journal': joined_text(above, name, JOURNAL)}
    remove_below(above, name)
    return {**counts, 'aside': None, 'journal': None}


def joined_text(above, *names):
    return to_text(b'/'.join((os.fsencode(os.readlink('/proc/self/fd/%d' % above)).rstrip(b'/'), *names)))


def open_root_of(head):
    """The root that a journal is about; refuses another folder in its place."""
    path = to_bytes(head['root'])
    root = open_strictly(path)
    if os.fstat(root).st_ino != head['inode']:
        raise Failed('target-changed', 'another folder has come in the place of the root', path)
    return root


def open_made(work, name):
    try:
        os.mkdir(name, 0o700, dir_fd=work)
    except FileExistsError:
        pass
    return open_ours(work, name, name)


def finish(work):
    for name in TREE, TOOL, ROOM:
        remove_below(work, name)


def give_safety_name(above, name, safety):
    """Renames the work folder to its dated name, or to the next free one like it, unless it has one already."""
    if not is_work_name(name):
        return name
    free, count = safety, 1
    while True:
        try:
            rename_new(above, name, above, free)
            return free
        except FileExistsError:
            count += 1
            free = safety + b'-%d' % count


def place_new(head, work):
    """Makes the missing folders above the new root and gives the staged tree its name."""
    root = to_bytes(head['root'])
    tree = look(work, TREE)
    if tree is None:
        return
    for path in map(to_bytes, head['made']):
        parent, name = split_path(path)
        above = open_strictly(parent or b'/')
        try:
            os.mkdir(name, 0o755, dir_fd=above)
        except FileExistsError:
            pass
        finally:
            os.close(above)
    parent, name = split_path(root)
    above = open_strictly(parent or b'/')
    try:
        move(work, TREE, above, name)
        os.fsync(above)
    except OSError as error:
        raise placing_failed(error, root)
    finally:
        os.close(above)
    remove_below(work, TOOL)
