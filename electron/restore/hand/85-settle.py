def settle(order, plan):
    """After a placing that was cut off: finishes it or takes it back; whichever way it was going back already, it goes on back."""
    none = dict.fromkeys(('created', 'replaced', 'removed', 'left', 'restored', 'takenAway', 'changedSince'), 0)
    nothing = {'state': 'nothing', **none, 'aside': None, 'journal': None}
    above, name, work = find_work(order)
    if work is not None:
        # Whoever was at work there may have given it its last name meanwhile.
        reserve(work)
        above, name, work = find_work(order)
    if work is None:
        return {**nothing, 'state': 'placed' if is_new_root(order) else 'gone'}
    if read_journal(work) is None:
        return nothing
    if order['how'] == 'forward' and look(work, BACK) is None:
        end = finish_or_undo(above, name, work)
        if 'unsettled' in end:
            return end
        if 'failed' not in end:
            return {'state': 'placed', **end}
        why = {'because': end['failed'], 'line': end['line'], 'path': end['path']}
        return {**nothing, 'state': 'rolled-back', 'changedSince': end['changedSince'], 'aside': end['aside'], **why}
    changed = go_back(work)
    name = settle_name(above, name, work, changed)
    aside = joined_text(above, name) if changed else None
    return {**nothing, **undone_counts(work, changed), 'state': 'rolled-back', 'aside': aside}


def is_new_root(order):
    """Whether the root is there and is the very folder that was staged for it."""
    if order.get('root') is None or order.get('inode') is None:
        return False
    try:
        found = os.lstat(to_bytes(order['root']))
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_ino == order['inode']


def find_work(order):
    """
    The folder above, the name and the open work folder of a run, under whichever name it has by now; all None where there is none. The
    order names the work folder, or the folder above and the number of the run.
    """
    if 'work' in order:
        parent, name = split_path(to_bytes(order['work']))
        is_wanted = name.__eq__
    else:
        parent, prefix = to_bytes(order['parent']), b'.modosu-%d-' % order['run']
        is_wanted = lambda each: is_work_name(each) is not None and each.startswith(prefix)
    above = open_strictly(parent or b'/')
    for each in names_in(above):
        if is_wanted(each):
            return above, each, open_ours(above, each, each)
    for each in names_in(above):
        if b'.before-' in each or each.startswith(b'.modosu-before-'):
            found = open_safety(above, each, is_wanted)
            if found is not None:
                return above, each, found
    return None, None, None


def open_safety(above, name, is_wanted):
    """A safety folder that has come of the wanted run, open; None for anything else."""
    try:
        folder = os.open(name, FOLDER, dir_fd=above)
    except OSError:
        return None
    try:
        head = head_of(folder)
        if head is not None and is_wanted(to_bytes(head['run'])):
            return folder
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        pass
    os.close(folder)
    return None
