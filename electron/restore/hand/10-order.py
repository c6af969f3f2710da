import errno
import fcntl
import json
import os
import re
import stat
import struct
import sys
import time
import zlib

FIELDS = 13
KIND, PATH, SIZE, SHA1, MTIME, MODE, UID, GID, USER, GROUP, TARGET, LINKS, WAY = range(FIELDS)
# The ways of a folder above what was chosen.
ABOVE = (b'u', b'a')
# A plan of 20,000 entries was gone through in half of the time that pieces of 4 MiB took (Python 3.11).
WINDOW = 64 << 10
# Of fcntl(2); older Pythons have no name for it. Without a right of its own a pipe gets this much (pipe(7), pipe-max-size).
F_SETPIPE_SZ = 1031
MOST_IN_PIPE = 1 << 20

CAUSES = {
    errno.ENOSPC: 'disk-full',
    errno.EDQUOT: 'disk-full',
    errno.EACCES: 'permission',
    errno.EPERM: 'permission',
    errno.EROFS: 'read-only',
    errno.ENOENT: 'gone',
    errno.ENOTDIR: 'target-not-folder',
    errno.ELOOP: 'target-changed',
}


class Failed(Exception):
    """A foreseen end of the whole order, with its cause and where it came up."""

    def __init__(self, cause, line, path=None):
        super().__init__(line)
        self.cause, self.line, self.path = cause, line, path


def failed_by(error, path=None):
    """The Failed that an OSError comes to."""
    return Failed(CAUSES.get(error.errno, 'io'), error.strerror or str(error), path)


# Not os.fsdecode: what it does depends on the locale.
def to_text(name):
    return name.decode('utf-8', 'surrogateescape')


def to_bytes(text):
    return text.encode('utf-8', 'surrogateescape')


def widen_pipe(descriptor):
    """
    Lets a pipe hold as much as anybody may have it hold. sshd (OpenSSH 9.2) spends its time on copying what its child has not read yet: five
    megabytes took it a second, and a quarter of one where the pipe takes them.
    """
    try:
        fcntl.fcntl(descriptor, F_SETPIPE_SZ, MOST_IN_PIPE)
    except OSError:
        # No pipe, or no more of them for this user.
        pass


def read_order(stream):
    """The order, and the plan (b'' without one) that follows it."""
    order = json.loads(stream.readline())
    wanted = order.get('plan') or 0
    plan = stream.read(wanted)
    if len(plan) != wanted:
        raise Failed('gone', 'the plan was cut short')
    return order, unpacked(plan) if order.get('packed') else plan


def unpacked(plan):
    """What was packed with gzip, in no more memory than both take: the length that it ends with is believed as far as it can be true."""
    length = min(int.from_bytes(plan[-4:], 'little'), 1032 * len(plan))
    try:
        return zlib.decompress(plan, zlib.MAX_WBITS | 16, max(length, 1))
    except zlib.error as error:
        raise Failed('bad-plan', str(error))


def records(plan):
    """The plan's records in their order, each a tuple of its 13 fields; only a window of them is held at a time."""
    begin, end, window = 0, len(plan), WINDOW
    while begin < end:
        fields = plan[begin : begin + window].split(b'\0')
        whole = (len(fields) - 1) // FIELDS * FIELDS
        if whole == 0 and begin + window < end:
            window *= 2
            continue
        rest = len(b'\0'.join(fields[whole:]))
        begin = min(begin + window, end) - rest
        if whole == 0 or (rest and begin + rest == end):
            raise Failed('bad-plan', 'the plan is no list of records')
        yield from zip(*[iter(fields[:whole])] * FIELDS)


KINDS_OF_PLAN = frozenset((b'f', b'd', b'l', b'c', b'p', b's', b''))
# Size, SHA-1, time, mode, uid and gid.
is_well_formed = re.compile(rb'\d* (?:[0-9a-f]{40})? (?:-?\d+)? \d* \d* \d*').fullmatch
# Not `$`, which a newline at the end of a name would satisfy.
is_unsound = re.compile(rb'(?:^|/)\.{0,2}(?:/|\Z)').search


def check_plan(plan):
    """Refuses a plan with a path that would lead out of the root (K4), or with what is no field; answers how many records it has."""
    count = 0
    for record in records(plan):
        count += 1
        if not is_well_formed(b' '.join(record[SIZE:USER])) or record[KIND] not in KINDS_OF_PLAN:
            raise Failed('bad-plan', 'a record of the plan is none', record[PATH])
        path = record[PATH]
        if path and (path[0] in b'./' or path[-1] == 47 or b'/.' in path or b'//' in path) and is_unsound(path):
            raise Failed('bad-plan', 'a path of the plan leads elsewhere', path)
    return count


def split_path(path):
    """A path's folder and its name in there."""
    folder, _, name = path.rpartition(b'/')
    return folder, name


def source_paths(order):
    """A function that answers where the source has what the plan has at a path: elsewhere for what the order renames, and for all below it."""
    renamed = order.get('renamed')
    if renamed is None:
        return lambda path: path
    source, target = to_bytes(renamed['from']), to_bytes(renamed['to'])
    if not target:
        return lambda path: source + b'/' + path if path else source
    return lambda path: source + path[len(target) :] if path == target or path.startswith(target + b'/') else split_path(source)[0]


def number(field):
    """A numeric field's value, None when it is empty."""
    return int(field) if field else None


def say(fact):
    sys.stdout.write(json.dumps(fact) + '\n')
    sys.stdout.flush()


def progress():
    """A function that is told files and bytes as they are done, and says the sums at most four times a second."""
    files = size = 0
    due = time.monotonic() + 0.25

    def add(more_files, more_bytes):
        nonlocal files, size, due
        files += more_files
        size += more_bytes
        now = time.monotonic()
        if now >= due:
            due = now + 0.25
            say({'files': files, 'bytes': size})

    return add
