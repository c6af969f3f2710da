metadata_name = re.compile(
    rb'(mirror_metadata)\.((\d{4})-(\d\d)-(\d\d)T(\d\d)[:-](\d\d)[:-](\d\d)(Z|[+-]\d\d[:-]\d\d))\.(snapshot|diff)(\.gz)?'
).fullmatch
quoted_byte = re.compile(rb';(\d{3})')


def unreadable_sessions(repository):
    """The sessions whose listing cannot be had any more, because a file of it is damaged; listings are made of differences to newer ones."""
    root = open_root(repository)
    try:
        data = os.open(b'rdiff-backup-data', FOLDER, dir_fd=root)
    except OSError as error:
        raise failed_by(error, repository)
    finally:
        os.close(root)
    try:
        lost, is_lost = [], False
        for instant, kind, is_readable in reversed(listings_in(data)):
            is_lost = not is_readable or (is_lost and kind != b'snapshot')
            if is_lost:
                lost.append(instant)
        return sorted(lost)
    finally:
        os.close(data)


def listings_in(data):
    """(instant, kind, whether it can be read to its end) of the listing of each session, oldest first; a whole one counts before a difference."""
    found = {}
    for name in names_in(data):
        parts = metadata_name(quoted_byte.sub(lambda code: b'%c' % (int(code[1]) & 255), name))
        if parts:
            instant, kind = instant_of(parts), parts[10]
            if kind == b'snapshot' or instant not in found:
                found[instant] = kind, name, parts[11] is not None
    return [(instant, kind, is_whole(data, name, packed)) for instant, (kind, name, packed) in sorted(found.items())]


def is_whole(data, name, packed):
    """A file that is not packed has nothing that could show damage."""
    try:
        source = open_regular(data, name)
    except NOT_HERE:
        return False
    try:
        for _ in inflated(source) if packed else read_pieces(source):
            pass
        return True
    except NOT_HERE:
        return False
    finally:
        os.close(source)
