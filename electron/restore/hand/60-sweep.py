import resource


def sweep(order, plan):
    """Removes a work folder and all that is in it."""
    parent, name = split_path(to_bytes(order['work']))
    if not is_work_name(name):
        raise Failed('bad-plan', 'no name of a work folder', name)
    try:
        folder = os.open(parent or b'/', FOLDER)
    except FileNotFoundError:
        return {'removed': False}
    except OSError as error:
        raise failed_by(error, parent)
    try:
        was_there = look(folder, name) is not None
        if was_there:
            inner = os.open(name, FOLDER, dir_fd=folder)
            reserve(inner)
            os.close(inner)
            refuse_unsettled(folder, name)
        remove_below(folder, name)
    except OSError as error:
        raise failed_by(error, parent + b'/' + name)
    finally:
        os.close(folder)
    return {'removed': was_there}


def allow_depth():
    """A folder may lie deeper than either limit allows at first: one open folder and one call for each step."""
    sys.setrecursionlimit(10_000)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    except (OSError, ValueError):
        pass
