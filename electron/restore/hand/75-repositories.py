DATA = b'rdiff-backup-data'


def repository_met(order, plan, real, found):
    """
    The repository of rdiff-backup that a placing would write to, and whether it is around the root; None where there is none. Beside those
    that were `found` in the root, these are the ones that the order names, whether they are there yet or not.
    """
    known = {os.path.realpath(to_bytes(path)) for path in order.get('repositories', ())}
    around = repository_around(real, known)
    if around is not None:
        return {'path': to_text(around), 'around': True}
    inner = {path[len(real.rstrip(b'/')) + 1 :] for path in known if is_within(path, real)}
    met = sorted(inner) if order.get('exact', False) else entered(inner, records(plan))
    for path in [*met, *found]:
        return {'path': to_text(os.path.join(real, path)), 'around': False}
    return None


def repository_around(real, known):
    """The repository that a path is or lies in; None where there is none."""
    here = real
    while here not in known and not holds_data(None, here):
        if here == os.path.dirname(here):
            return None
        here = os.path.dirname(here)
    return here


def holds_data(folder, name):
    """Whether a folder, by its name in an open one or by its path, is a repository."""
    try:
        return stat.S_ISDIR(os.stat(os.path.join(name, DATA), dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False
