listing_name = re.compile(
    rb'(mirror_metadata|access_control_lists|extended_attributes)'
    rb'\.((\d{4})-(\d\d)-(\d\d)T(\d\d)[:-](\d\d)[:-](\d\d)(Z|[+-]\d\d[:-]\d\d))\.(snapshot|diff)(\.gz)?'
).fullmatch
quoted_byte = re.compile(rb';(\d{3})')


def unreadable_sessions(repository):
    """
    The sessions whose listing cannot be had any more, because a file of it is damaged (listings are made of differences to newer ones), and
    (session, name) of each file of attributes that cannot be read to its end.
    """
    root = open_root(repository)
    try:
        data = os.open(b'rdiff-backup-data', FOLDER, dir_fd=root)
    except OSError as error:
        raise failed_by(error, repository)
    finally:
        os.close(root)
    try:
        lost, is_lost = [], False
        listings, attributes = listings_in(data)
        for instant, kind, is_readable in reversed(listings):
            is_lost = not is_readable or (is_lost and kind != b'snapshot')
            if is_lost:
                lost.append(instant)
        return sorted(lost), [[instant, to_text(name)] for instant, name in attributes]
    finally:
        os.close(data)


def listings_in(data):
    """
    (instant, kind, whether it can be read to its end) of the listing of each session, oldest first; a whole one counts before a difference.
    And (instant, name) of the files of attributes that cannot be read.
    """
    found, attributes = {}, []
    for name in names_in(data):
        parts = listing_name(quoted_byte.sub(lambda code: b'%c' % (int(code[1]) & 255), name))
        if not parts:
            continue
        instant, kind, is_packed = instant_of(parts), parts[10], parts[11] is not None
        if parts[1] != b'mirror_metadata':
            if not is_whole(data, name, is_packed, is_of_attributes):
                attributes.append((instant, name))
        elif kind == b'snapshot' or instant not in found:
            found[instant] = kind, name, is_packed
    return [(instant, kind, is_whole(data, name, packed)) for instant, (kind, name, packed) in sorted(found.items())], sorted(attributes)


def is_of_attributes(first, last):
    """By its ends: each entry begins with its name, and a line that is cut has no end."""
    return first.startswith(b'# file: ') and last.endswith(b'\n')


def is_whole(data, name, packed, is_such=lambda first, last: True):
    """A file that is not packed has nothing that could show damage but its two ends. One that is empty tells of no entry."""
    try:
        source = open_regular(data, name)
    except NOT_HERE:
        return False
    try:
        first = last = b''
        for piece in inflated(source) if packed else read_pieces(source):
            first, last = first or piece, piece
        return first == b'' or is_such(first, last)
    except NOT_HERE:
        return False
    finally:
        os.close(source)
