# What the journal keeps of an entry, in this order.
KEPT_KIND, KEPT_INODE, KEPT_SIZE, KEPT_TIME, KEPT_MODE, KEPT_UID, KEPT_GID = range(7)
JOURNAL, UNFINISHED = b'journal', b'journal.new'


def kept(found):
    size = found.st_size if stat.S_ISREG(found.st_mode) else 0
    mode = stat.S_IMODE(found.st_mode)
    return [kind_of(found.st_mode).decode(), found.st_ino, size, found.st_mtime_ns, mode, found.st_uid, found.st_gid]


def is_kept(entry, found):
    """Whether what is there still is the entry that was kept; times and links of a folder change by what is done in it."""
    if found is None:
        return False
    wanted = 2 if entry[KEPT_KIND] == 'd' else KEPT_GID + 1
    return kept(found)[:wanted] == entry[:wanted]


def write_journal(work, lines):
    """Writes the journal whole or not at all, and to the disk before it has its name; answers its last line."""
    fact = None
    try:
        descriptor = os.open(UNFINISHED, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=work)
        with os.fdopen(descriptor, 'w', encoding='ascii') as journal:
            for fact in lines:
                journal.write(json.dumps(fact) + '\n')
            journal.flush()
            os.fsync(journal.fileno())
        os.rename(UNFINISHED, JOURNAL, src_dir_fd=work, dst_dir_fd=work)
        os.fsync(work)
    except OSError as error:
        raise placing_failed(error)
    return fact


def read_journal(work):
    """The journal's facts in their order; None where there is no journal."""
    try:
        descriptor = os.open(JOURNAL, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=work)
    except FileNotFoundError:
        return None
    return facts_in(descriptor)


def facts_in(descriptor):
    with os.fdopen(descriptor, encoding='ascii') as journal:
        for line in journal:
            yield json.loads(line)


def head_of(work):
    facts = read_journal(work)
    return None if facts is None else next(facts)


def counts_of(work):
    for fact in read_journal(work):
        pass
    return fact['counts']


def entries_of(work):
    """(path, old, new) of every entry that is to be placed, replaced or removed."""
    for fact in read_journal(work):
        if 'entry' in fact:
            yield to_bytes(fact['entry']), fact['old'], fact['new']


def folders_of(work):
    """(path, old, new) attributes of every folder that is there and changes, the deeper ones first."""
    for fact in read_journal(work):
        if 'folder' in fact:
            yield to_bytes(fact['folder']), fact['old'], fact['new']


def placed_in(work):
    """(path, kept) of everything that comes from the staged tree."""
    for fact in read_journal(work):
        if 'entry' in fact and fact['new']:
            yield to_bytes(fact['entry']), fact['new']
        elif 'with' in fact:
            yield to_bytes(fact['with']), fact['is']


def merging(order, plan, head, root, tree, inner):
    """
    The journal of a merge: its head, what happens to every entry, the folders that change, and the counts; what leaves its place counts
    with all below it. Refuses when more would be replaced or removed than was confirmed.
    """
    leave, damaged = set(order.get('leave', ())), set(order.get('damaged', ()))
    confirmed = order.get('confirmed')
    at, let_go_root = walk_from(root)
    staged_at = reach(tree)
    counts = {'created': 0, 'replaced': 0, 'removed': 0, 'left': 0}
    differing, changes = 0, []
    is_same, is_beyond = same_as_recorded(order), beyond_recorded(order)
    yield head
    for what, index, record, found in meeting(plan, at, order.get('exact', False), inner):
        if what == 'out':
            for name, its in record:
                extra = joined(index, name)
                counts['removed'] += 1 + count_below(at(index), extra, its, inner)
                yield {'entry': to_text(extra), 'old': kept(its), 'new': None}
            change = changes.pop()
            if record or change.is_touched():
                yield change.told()
            continue
        if index in damaged and record[KIND] != b'd':
            continue
        path = record[PATH]
        folder, name = split_path(path)
        if index in leave and record[KIND] != b'd':
            if found is None or not is_same(record, at(folder), name, found):
                raise Failed('target-changed', 'what was to be left alone is another by now', path)
            counts['left'] += 1
            continue
        above = staged_at(folder)
        staged = os.fstat(tree) if path == b'' else above is not None and look(above, name) or None
        if record[KIND] == b'd' and found is not None and stat.S_ISDIR(found.st_mode):
            is_given = staged is not None and record[WAY] not in ABOVE and index not in damaged and index not in leave and path not in inner
            change = Change(path, found, staged if is_given else None, record, at, staged_at, is_beyond)
            if path == b'' and order.get('rootTime'):
                change.old['time'] = int(order['rootTime'])
            changes.append(change)
            continue
        if staged is None:
            if index in damaged:
                continue
            raise Failed('io', 'this was not staged', path)
        if what == 'below':
            counts['created'] += 1
            yield {'with': to_text(path), 'is': kept(staged)}
            continue
        changes[-1].touched = True
        if found is None:
            counts['created'] += 1
        else:
            leaving = 1 + count_below(at(folder), path, found, inner)
            counts['replaced'] += leaving
            differing += 0 if looks_alike(above, at(folder), name, staged, found) else leaving
        yield {'entry': to_text(path), 'old': found and kept(found), 'new': kept(staged)}
    let_go_root()
    if confirmed and (differing > confirmed['replace'] or counts['removed'] > confirmed['remove']):
        raise Failed('target-changed', 'more would be replaced or removed than was confirmed', to_bytes(head['root']))
    yield {'counts': counts}


def looks_alike(here, there, name, staged, found):
    """Whether putting the one for the other changes nothing that an lstat tells."""
    is_owned = os.geteuid() != 0 or (staged.st_uid, staged.st_gid) == (found.st_uid, found.st_gid)
    if kind_of(staged.st_mode) != kind_of(found.st_mode) or not is_owned:
        return False
    if stat.S_ISLNK(found.st_mode):
        return os.readlink(name, dir_fd=here) == os.readlink(name, dir_fd=there)
    same_time = staged.st_mtime_ns // 10**9 == found.st_mtime_ns // 10**9
    return same_time and staged.st_mode == found.st_mode and kept(staged)[KEPT_SIZE] == kept(found)[KEPT_SIZE]


class Change:
    """What happens to a folder that is there: `old` as it is, `new` as it will be, None where nobody wishes anything of it."""

    def __init__(self, path, found, staged, record, at, staged_at, is_beyond):
        self.path, self.touched = path, False
        self.old, self.new = attributes_of(found), None
        if not is_own(found) or record[WAY] in ABOVE:
            return
        self.new = attributes_of(staged or found)
        if os.geteuid() != 0:
            # What was staged has the group of this user, and no group that was recorded.
            self.new.update(uid=found.st_uid, gid=found.st_gid)
            if keeps_mode(found):
                self.new['mode'] = self.old['mode']
        if staged is not None and record[MTIME]:
            self.new['time'] = int(record[MTIME]) * 10**9
        if staged is not None:
            had = extended_of(at(path))
            new = extended_of(staged_at(path)) if record[WAY] == b't' else {name: had[name] for name in had if not is_beyond(name, found)}
            if keeps_mode(found):
                new.pop(ACCESS_LIST, None)
                new.update({ACCESS_LIST: had[ACCESS_LIST]} if ACCESS_LIST in had else {})
            if new != had:
                self.old['extended'], self.new['extended'] = had, new

    def is_touched(self):
        return self.touched or self.new is not None and self.new != self.old

    def told(self):
        return {'folder': to_text(self.path), 'old': self.old, 'new': self.new}
