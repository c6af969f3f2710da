def sort_taken(work, taken):
    """Deletes what still is what was placed; all else that was taken goes to `changed-since`."""
    taken_at = reach(taken, True)
    ours = {b''}
    for path, _, _ in entries_of(work):
        folder = split_path(path)[0]
        while folder not in ours:
            ours.add(folder)
            folder = split_path(folder)[0]
    for path, entry in placed_in(work):
        if entry[KEPT_KIND] == 'd':
            ours.add(path)
            continue
        folder, name = split_path(path)
        here = taken_at(folder)
        if here is not None and is_kept(entry, look(here, name)):
            delete(here, name)
    sort_rest(taken, b'', ours, reach(work))


def delete(here, name):
    try:
        os.unlink(name, dir_fd=here)
    except PermissionError:
        os.fchmod(here, 0o700)
        os.unlink(name, dir_fd=here)


def sort_rest(here, path, ours, work_at):
    """Takes away the folders of ours that are empty by now, and moves the rest to `changed-since`."""
    os.fchmod(here, 0o700)
    for name in names_in(here):
        inner = joined(path, name)
        if inner in ours and stat.S_ISDIR(look(here, name).st_mode):
            folder = open_own(here, name)
            try:
                sort_rest(folder, inner, ours, work_at)
            finally:
                os.close(folder)
            os.rmdir(name, dir_fd=here)
        else:
            move_to_free(here, name, work_at(joined(CHANGED, path) if path else CHANGED, True))


def move_to_free(here, name, bag):
    """Moves a thing to a folder under its own name, or under the next free one like it."""
    free, count = name, 0
    while look(bag, free) is not None:
        count += 1
        free = name + b'.%d' % count
    move(here, name, bag, free)


def drop_folders(above, name):
    """Takes away a folder in which there is nothing but folders; refuses one in which there is more."""
    folder = open_or_none(above, name)
    if folder is None:
        return
    try:
        for each in names_in(folder):
            if not stat.S_ISDIR(look(folder, each).st_mode):
                raise Failed('io', 'something has not been brought back', each)
            drop_folders(folder, each)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=above)


def things_in(above, name):
    """How many things lie in a folder: whatever is no folder, and every empty folder below it."""
    folder = open_or_none(above, name)
    if folder is None:
        return 0
    try:
        found = [(each, look(folder, each)) for each in names_in(folder)]
        return sum(max(1, things_in(folder, each)) if stat.S_ISDIR(its.st_mode) else 1 for each, its in found)
    finally:
        os.close(folder)


def refuse_unsettled(above, name):
    """Refuses a work folder that holds what was in a target: a placing was cut off there and not settled."""
    work = open_own(above, name)
    try:
        for each in ASIDE, TAKEN, CHANGED:
            if look(work, each) is not None:
                raise Failed('target-changed', 'a placing has not been settled here', name)
    finally:
        os.close(work)
