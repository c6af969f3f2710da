THROUGH = os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def open_strictly(path):
    """A descriptor of the folder that an absolute path names, reached step by step from `/` and never through a link."""
    steps = [step for step in path.split(b'/') if step]
    here = os.open(b'/', THROUGH if steps else FOLDER)
    try:
        for count, step in enumerate(steps, 1):
            # On the way there a folder need not be readable.
            above, here = here, os.open(step, FOLDER if count == len(steps) else THROUGH, dir_fd=here)
            os.close(above)
        return here
    except OSError as error:
        os.close(here)
        raise placing_failed(error, path)


def placing_failed(error, path=None):
    """The Failed that an OSError comes to while things are put in their places."""
    if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EEXIST, errno.ENOENT, errno.ENOTEMPTY, errno.EISDIR):
        return Failed('target-changed', error.strerror, path)
    if error.errno in (errno.EXDEV, errno.EBUSY):
        return Failed('mount-inside', error.strerror, path)
    return failed_by(error, path)


def mounts():
    """(path, type) of every mount, the later ones on top; none where the system does not tell."""
    try:
        with open('/proc/self/mountinfo', 'rb') as lines:
            told = [line.split(b' ') for line in lines]
    except OSError:
        return []
    return [(unescaped(fields[4]), fields[fields.index(b'-') + 1]) for fields in told]


def unescaped(path):
    return re.sub(rb'\\([0-7]{3})', lambda found: bytes([int(found[1], 8)]), path)


def is_within(path, folder):
    return path == folder or path.startswith(folder.rstrip(b'/') + b'/')


def type_at(path, mounted):
    """The type of the file system that holds a path."""
    best, kind = -1, b''
    for place, its in mounted:
        if is_within(path, place) and len(place) >= best:
            best, kind = len(place), its
    return kind


def mounts_below(real, mounted):
    """The places below the root, by their paths from there, on which something is mounted."""
    return frozenset(place[len(real.rstrip(b'/')) + 1 :] for place, _ in mounted if place != real and is_within(place, real))


def entered(inner, entries):
    """Those of some places inside the root that a plan has entries at or below, or things above that would have to move with them."""
    met = set()
    for record in entries if inner else ():
        path = record[PATH]
        for place in inner:
            if is_within(path, place) or record[KIND] != b'd' and is_within(place, path):
                met.add(place)
    return sorted(met)


def crossed(mounted, plan):
    """Those of some mounts that the plan enters, but for the ones of which it has nothing but the folder: that one stays as it is."""
    return entered(mounted, (record for record in records(plan) if record[KIND] != b'd' or record[PATH] not in mounted))


def existing_part(path):
    """The path itself or the nearest thing above it that is there."""
    while not os.path.lexists(path):
        path = os.path.dirname(path)
    return path


def may_change(path):
    return os.access(path, os.W_OK | os.X_OK, effective_ids=True)


def work_parent(real, exists, mounted):
    """The folder for the work folder: above the root where it can be, else the root itself; None where there is none."""
    if not exists:
        there = existing_part(real)
        return there if os.path.isdir(there) and may_change(there) else None
    above = os.path.dirname(real)
    is_mount = any(place == real for place, _ in mounted)
    if above != real and not is_mount and may_change(above) and os.stat(above).st_dev == os.stat(real).st_dev:
        return above
    return real if may_change(real) else None


def room_at(path):
    """Free bytes, free entries (None where they are not counted) and the longest name there."""
    found = os.statvfs(path)
    return found.f_bavail * found.f_frsize, found.f_favail if found.f_files else None, found.f_namemax
