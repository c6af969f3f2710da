import hashlib

CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
# Up to this size a file is read, hashed and written in one go.
AT_ONCE = PIECE
BLOCK = 4096
ZEROS = bytes(BLOCK)
FICLONE = 0x40049409
# What a target says to a name that it cannot hold, or holds already as another one.
NOT_A_NAME = (errno.EINVAL, errno.EILSEQ, errno.ENAMETOOLONG, errno.EEXIST, errno.EISDIR)
NO_PARENT = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


class Refused(Exception):
    """This one entry cannot be made at the target: its one argument says why."""


def refused_by(error, path):
    """What an OSError at the target means for an entry: Refused for this one alone, Failed for the whole order."""
    if error.errno in NOT_A_NAME:
        return Refused('name')
    if error.errno in NO_PARENT:
        return Refused('parent')
    return failed_by(error, path)


def file_writer(at, order, counts, told):
    """
    Two functions that put a file of a record, with its attributes, into the tree whose folders `at` opens: `put(record, data)` all its
    bytes at once, known to be right; `pour(record, pieces, clone)` in pieces, hashed on the way, answering whether they were right
    (else nothing is left).
    """
    special = order.get('special', False)
    verifies = order.get('verify', True)
    owner_of = owners()
    open_, close = os.open, os.close
    clones = True

    def create(record, mode):
        folder, _, name = record[PATH].rpartition(b'/')
        try:
            return open_(name, CREATE, mode & 0o777, dir_fd=at(folder))
        except OSError as error:
            raise refused_by(error, record[PATH])

    def put(record, data):
        mode = mode_of(record, special)
        descriptor = create(record, mode)
        try:
            try:
                if len(data) > BLOCK:
                    write_sparsely(descriptor, data)
                elif data:
                    write_all(descriptor, data)
            except OSError as error:
                raise failed_by(error, record[PATH])
            finish(descriptor, record, mode)
        finally:
            close(descriptor)
        told(1, len(data))

    def finish(descriptor, record, mode):
        counts['unset'] += set_attributes(descriptor, mode, owner_of(record), record[MTIME], mode > 0o777)

    def pour(record, pieces, clone):
        nonlocal clones
        mode = mode_of(record, special)
        descriptor = create(record, mode)
        wanted, done, is_right = int(record[SIZE]), 0, False
        try:
            is_copied = clones and clone is not None and cloned(descriptor, clone)
            clones = clones and (is_copied or clone is None)
            digest = hashlib.sha1()
            for piece in pieces:
                done += len(piece)
                if done > wanted:
                    return False
                told(0, len(piece))
                if verifies:
                    digest.update(piece)
                if not is_copied:
                    try:
                        write_sparsely(descriptor, piece)
                    except OSError as error:
                        raise failed_by(error, record[PATH])
            is_right = done == wanted and (not verifies or digest.hexdigest().encode() == record[SHA1])
            if is_right:
                os.ftruncate(descriptor, wanted)
                finish(descriptor, record, mode)
                told(1, 0)
        except UNREAD:
            pass
        finally:
            close(descriptor)
            if not is_right:
                folder, _, name = record[PATH].rpartition(b'/')
                os.unlink(name, dir_fd=at(folder))
        return is_right

    return put, pour


def cloned(descriptor, source):
    """Whether the file system has given the new file the other one's blocks to share."""
    try:
        fcntl.ioctl(descriptor, FICLONE, source)
        return True
    except OSError:
        return False


def write_sparsely(descriptor, data):
    """Writes at the descriptor's place; whole blocks of zeros are left as holes, of which the last needs an ftruncate."""
    begin, place, end = 0, 0, len(data)
    while place + BLOCK <= end:
        if data[place] == 0 and data[place : place + BLOCK] == ZEROS:
            if begin < place:
                write_all(descriptor, data[begin:place])
            begin = place + BLOCK
            os.lseek(descriptor, BLOCK, os.SEEK_CUR)
        place += BLOCK
    if begin < end:
        write_all(descriptor, data if begin == 0 else data[begin:])
    elif end:
        os.ftruncate(descriptor, os.lseek(descriptor, 0, os.SEEK_CUR))
