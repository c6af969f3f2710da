# ext4 took three times as long to write pieces of 512 KiB and more, and twice as long for less than 64 KiB.
PIECE = 128 << 10
# What is held at once of a file; of more than that, a nameless file in the work folder.
MEMORY = 32 << 20
# The sizes of the versions between the mirror and the wanted one are recorded nowhere in reach.
MOST_BETWEEN = 1 << 30
DELTA_MAGIC = b'\x72\x73\x02\x36'


def read_pieces(descriptor):
    """The bytes of an open file, piece by piece, from where it stands."""
    while True:
        piece = piece_of(descriptor)
        if not piece:
            return
        yield piece


def piece_of(descriptor):
    try:
        return os.read(descriptor, PIECE)
    except OSError:
        raise NotHere


def evenly(pieces):
    """The same bytes in pieces of PIECE, but for the last: whoever made them may have come with very small ones."""
    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size >= PIECE:
            joined = b''.join(parts)
            whole = size - size % PIECE
            for place in range(0, whole, PIECE):
                yield joined[place : place + PIECE]
            parts, size = [joined[whole:]], size - whole
    if size:
        yield b''.join(parts)


def inflated(descriptor):
    """The bytes of an open gzip file; NotHere when it is cut short, damaged or followed by anything."""
    unpack = zlib.decompressobj(31)
    while not unpack.eof:
        packed = unpack.unconsumed_tail or piece_of(descriptor)
        try:
            piece = unpack.decompress(packed, PIECE)
        except zlib.error:
            raise NotHere
        if piece:
            yield piece
        elif not packed:
            raise NotHere
    if unpack.unused_data or piece_of(descriptor):
        raise NotHere


def taker(pieces):
    """
    Three functions: one that takes exactly so many of the coming bytes, one that takes some of them, at least one and at most so many, and
    one that answers whether none are left.
    """
    held, at = b'', 0

    def take(count):
        nonlocal held, at
        if at + count > len(held):
            parts = [held[at:]]
            missing = count - len(parts[0])
            while missing > 0:
                piece = next(pieces, None)
                if piece is None:
                    raise NotHere
                parts.append(piece)
                missing -= len(piece)
            held, at = b''.join(parts), 0
        at += count
        return held[at - count : at]

    def take_some(most):
        nonlocal held, at
        if at == len(held):
            held, at = next(pieces, b''), 0
            if not held:
                raise NotHere
        begin, at = at, min(at + most, len(held))
        return held[begin:at]

    def is_over():
        return at == len(held) and next(pieces, None) is None

    return take, take_some, is_over


def patched(delta, base):
    """The new content, in pieces, that a librsync delta (given in pieces) makes of a base: bytes or a descriptor."""
    take, take_some, is_over = taker(delta)
    base_size = len(base) if isinstance(base, bytes) else os.fstat(base).st_size
    if take(4) != DELTA_MAGIC:
        raise NotHere

    def numeral(power):
        return int.from_bytes(take(1 << power), 'big')

    while True:
        command = take(1)[0]
        if command == 0:
            break
        if command <= 0x40:
            yield take(command)
        elif command <= 0x44:
            left = numeral(command - 0x41)
            while left > 0:
                piece = take_some(left)
                left -= len(piece)
                yield piece
        elif command <= 0x54:
            offset, left = numeral((command - 0x45) >> 2), numeral((command - 0x45) & 3)
            if offset + left > base_size:
                raise NotHere
            while left > 0:
                yield slice_of(base, offset, min(left, PIECE))
                offset += PIECE
                left -= PIECE
        else:
            raise NotHere
    if not is_over():
        raise NotHere


def slice_of(base, offset, count):
    if isinstance(base, bytes):
        return base[offset : offset + count]
    try:
        piece = os.pread(base, count, offset)
    except OSError:
        raise NotHere
    if len(piece) != count:
        raise NotHere
    return piece


def scratch_folder():
    """The machine's folder for what lasts no longer than a run."""
    import tempfile

    return tempfile.gettempdir()


def hold(pieces, limit, work):
    """All the pieces together, as bytes or, of more than MEMORY, as a descriptor of a nameless file; NotHere beyond the limit."""
    parts, size, spilled = [], 0, None
    try:
        for piece in pieces:
            size += len(piece)
            if size > limit:
                raise NotHere
            if spilled is None and size > MEMORY:
                spilled = nameless_file(work)
                for part in parts:
                    write_all(spilled, part)
                del parts[:]
            if spilled is None:
                parts.append(piece)
            else:
                write_all(spilled, piece)
    except BaseException:
        let_go(spilled)
        raise
    if spilled is None:
        return b''.join(parts)
    os.lseek(spilled, 0, os.SEEK_SET)
    return spilled


def let_go(held):
    if isinstance(held, int):
        os.close(held)


def nameless_file(work):
    """An open file in the work folder that is gone when it is closed."""
    name = b'spilled-%s' % os.urandom(8).hex().encode()
    descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=work)
    os.unlink(name, dir_fd=work)
    return descriptor


def write_all(descriptor, data):
    written = os.write(descriptor, data)
    while written < len(data):
        written += os.write(descriptor, data[written:])
