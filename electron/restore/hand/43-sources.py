def put_if_right(record, data, put, verifies):
    """Puts a file whose bytes are the recorded ones; answers whether they are."""
    if len(data) != int(record[SIZE]) or verifies and hashlib.sha1(data).hexdigest().encode() != record[SHA1]:
        return False
    put(record, data)
    return True


def repository_content(source, session, order, work):
    """`content_of` out of a repository on this machine: the mirror where the plan says that it still has it, else the increments."""
    if source is None:
        return lambda record, put, pour: False
    at, _ = walk_from(source)
    past = past_of(source, session, work)
    source_path = source_paths(order)
    verifies = order.get('verify', True)
    open_, read, close = os.open, os.read, os.close

    def from_mirror(record, folder, name, size, put, pour):
        try:
            descriptor = open_(name, READ, dir_fd=at(folder))
        except OSError:
            return False
        try:
            if size > AT_ONCE:
                return pour(record, read_pieces(descriptor), descriptor)
            try:
                data = read(descriptor, size + 1)
            except OSError:
                return False
        finally:
            close(descriptor)
        return put_if_right(record, data, put, verifies)

    def content_of(record, put, pour):
        folder, _, name = source_path(record[PATH]).rpartition(b'/')
        size = int(record[SIZE])
        is_mirror = record[WAY] == b'm'
        if is_mirror and from_mirror(record, folder, name, size, put, pour):
            return True
        found = past(folder, name, size, is_mirror)
        if found is None:
            return False
        pieces, descriptor, close = found
        try:
            if size > AT_ONCE:
                return pour(record, pieces, descriptor)
            return put_if_right(record, hold(pieces, size, work), put, verifies)
        except UNREAD:
            return False
        finally:
            close()

    return content_of
