import itertools

VERSION_FIELDS = 4
# Of a state nothing is there to be had, by rdiff-backup neither; or there is something that cannot be read here.
GONE, BROKEN = object(), object()


def versions(plan):
    """The states of each path, newest first: (path, [(session, size, sha1)]); size None and sha1 b'' where none is recorded."""
    fields = plan.split(b'\0')
    if len(fields) % VERSION_FIELDS != 1 or fields[-1]:
        raise Failed('bad-plan', 'the plan is no list of versions')
    rows = zip(*[iter(fields[:-1])] * VERSION_FIELDS)
    for path, group in itertools.groupby(rows, lambda row: row[0]):
        yield path, [(int(session), number(size), sha1) for _, session, size, sha1 in group]


def check_versions(plan):
    for path, _ in versions(plan):
        if not path or is_unsound(path):
            raise Failed('bad-plan', 'a path of the plan leads elsewhere', path)


def states_of(root, work, most=None):
    """
    A function (path, states) that goes back once from what the mirror has through the increments of a path and yields each of its states
    with what the repository has for it: bytes or an open file, GONE or BROKEN. What was yielded is let go at the next step. `most`: how large
    a state may be that has to be made anew.
    """
    increments_in, at = increments_of(root)
    mirror_at, _ = walk_from(root)

    def mirror(folder, name):
        try:
            return open_regular(mirror_at(folder), name)
        except (NotHere, FileNotFoundError, NotADirectoryError):
            return GONE
        except OSError as error:
            return GONE if error.errno == errno.ELOOP else BROKEN

    def before(held, folder, step, limit):
        """What stood there before an increment was made; no content where the increment has none."""
        _, suffix, packed, file_name = step
        if suffix not in (b'snapshot', b'diff'):
            return GONE
        if suffix == b'diff' and (held is GONE or held is BROKEN):
            return held
        try:
            source = open_regular(at(folder), file_name)
        except NOT_HERE:
            return BROKEN
        if suffix == b'snapshot' and not packed:
            return source
        try:
            pieces = inflated(source) if packed else read_pieces(source)
            return hold(pieces if suffix == b'snapshot' else patched(pieces, held), limit, work)
        except NOT_HERE:
            return BROKEN
        finally:
            os.close(source)

    def steps_of(folder, name):
        """The increments of a path, newest first; None where only rdiff-backup can say which are its own."""
        try:
            steps = sorted(increments_in(folder).get(name, ()), reverse=True)
        except NotADirectoryError:
            steps = []
        except OSError:
            return None
        is_unclear = len(name) > LONGEST_NAME or len({step[0] for step in steps}) != len(steps)
        return None if is_unclear else steps

    def walk(path, states):
        folder, name = split_path(path)
        steps = steps_of(folder, name)
        if steps is None:
            yield from ((state, BROKEN) for state in states)
            return
        limit = most or max(MOST_BETWEEN, 16 * max(size or 0 for _, size, _ in states))
        held, place = mirror(folder, name), 0
        try:
            for state in states:
                while place < len(steps) and steps[place][0] >= state[0]:
                    last, held = held, before(held, folder, steps[place], limit)
                    let_go(last)
                    place += 1
                yield state, held
        finally:
            let_go(held)

    return walk


def digest_of(held):
    """The digest and the size of bytes or of an open file."""
    if isinstance(held, bytes):
        return hashlib.sha1(held).hexdigest().encode(), len(held)
    digest, size = hashlib.sha1(), 0
    os.lseek(held, 0, os.SEEK_SET)
    for piece in read_pieces(held):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest().encode(), size
