READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
# An increment's name is longer by this much; a file whose name leaves no room for it has its increments elsewhere.
LONGEST_NAME = 255 - 50
LISTINGS = 32
INCREMENTS = b'rdiff-backup-data/increments'
increment_name = re.compile(
    rb'(?s)(.+)\.((\d{4})-(\d\d)-(\d\d)T(\d\d)[:-](\d\d)[:-](\d\d)(Z|[+-]\d\d[:-]\d\d))\.(diff|snapshot|missing|dir)(\.gz)?'
).fullmatch


class NotHere(Exception):
    """The content cannot be had in this way, and that is all there is to say."""


NOT_HERE = (NotHere, OSError, OverflowError, MemoryError)
# The same while pieces are read: whoever writes them has errors of its own.
UNREAD = (NotHere, MemoryError)


def open_repository(path):
    """The open mirror, None where file names are quoted, so that nothing here can be taken by its name."""
    root = open_root(path)
    try:
        quoting = os.open(b'rdiff-backup-data/chars_to_quote', READ, dir_fd=root)
    except FileNotFoundError:
        return root
    except OSError as error:
        raise failed_by(error, path)
    quoted = os.read(quoting, 1)
    os.close(quoting)
    return None if quoted else root


def instant_of(found):
    """The epoch second of a stamp, its offset read by rdiff-backup's own rule."""
    import calendar

    year, month, day, hour, minute, second = map(int, found.group(3, 4, 5, 6, 7, 8))
    zone = found.group(9)
    offset = 0 if zone == b'Z' else 60 * int(zone[:3]) + int(zone[4:])
    return calendar.timegm((year, month, day, hour, minute, second)) - 60 * offset


def increments_of(root):
    """
    Two functions: `increments_in(folder)` answers for each name in a folder its increments, (instant, suffix, packed, file name) each;
    `at(folder)` the open folder that they are in.
    """
    walk, _ = walk_from(root)
    listings, instants = {}, {}

    def at(folder):
        return walk(INCREMENTS + (b'/' + folder if folder else b''))

    def increments_in(folder):
        found = listings.pop(folder, None)
        if found is None:
            found = {}
            try:
                names = names_in(at(folder))
            except FileNotFoundError:
                names = []
            for each in names:
                parts = increment_name(each)
                if parts:
                    stamp = parts[2]
                    if stamp not in instants:
                        instants[stamp] = instant_of(parts)
                    found.setdefault(parts[1], []).append((instants[stamp], parts[10], parts[11] is not None, each))
            if len(listings) >= LISTINGS:
                del listings[next(iter(listings))]
        listings[folder] = found
        return found

    return increments_in, at


def past_of(root, session, work):
    """
    A function (folder, name, size, tried) that answers the content of a file at the session as the increments tell it: its pieces, a
    descriptor of the same where there is one, and a function that closes it; None where it cannot be had so. Reading the pieces may still
    come to NotHere. `tried`: the mirror's own content was not it.
    """
    increments_in, at = increments_of(root)
    mirror_at, _ = walk_from(root)

    def chain(folder, name):
        """The increments to go through, oldest first, and whether the mirror stands behind them."""
        later = sorted(each for each in increments_in(folder).get(name, ()) if each[0] >= session)
        for at_place, (instant, suffix, _, _) in enumerate(later):
            if at_place and later[at_place - 1][0] == instant or suffix in (b'missing', b'dir'):
                raise NotHere
            if suffix == b'snapshot':
                return later[: at_place + 1], False
        return later, True

    def content(folder, name, size, tried):
        if len(name) > LONGEST_NAME:
            raise NotHere
        steps, from_mirror = chain(folder, name)
        if tried and not steps:
            raise NotHere
        limit = max(MOST_BETWEEN, 16 * size)
        held = open_regular(mirror_at(folder), name) if from_mirror else None
        step = None

        def close():
            let_go(step)
            let_go(held)

        try:
            for place in range(len(steps) - 1, -1, -1):
                _, suffix, packed, file_name = steps[place]
                step = open_regular(at(folder), file_name)
                if suffix == b'snapshot' and not packed:
                    held, step = step, None
                    continue
                pieces = inflated(step) if packed else read_pieces(step)
                new = pieces if suffix == b'snapshot' else patched(pieces, held)
                if place == 0:
                    return evenly(new), None, close
                after = hold(new, limit, work)
                close()
                held, step = after, None
            return read_pieces(held), held, close
        except BaseException:
            close()
            raise

    def past(folder, name, size, tried):
        try:
            return content(folder, name, size, tried)
        except NOT_HERE:
            return None

    return past


def open_regular(folder, name):
    descriptor = os.open(name, READ, dir_fd=folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotHere
    return descriptor
