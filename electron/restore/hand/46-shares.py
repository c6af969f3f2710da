SHARE = 64
SHARE_BYTES = 32 << 20


def shares_of(entries):
    """(number of its share, index, record) of every entry; a share is what one worker takes at a time."""
    share = count = size = 0
    for index, record in entries:
        yield share, index, record
        count += 1
        size += int(record[SIZE] or 0)
        if count >= SHARE or size >= SHARE_BYTES:
            share, count, size = share + 1, 0, 0


def token_ring():
    """The number of the next share goes round in a pipe: whoever reads it takes that share and writes the next one."""
    reading, writing = os.pipe()
    os.write(writing, struct.pack('>Q', 0))

    def next_share():
        mine = struct.unpack('>Q', os.read(reading, 8))[0]
        os.write(writing, struct.pack('>Q', mine + 1))
        return mine

    return next_share


def take_shares(plan, tree, source, work, order, results, next_share, told):
    """Stages the shares whose numbers come up here, all of them when they are not shared."""
    tell, tell_rest = in_heaps(told)
    content_of = repository_content(source, order['session'], order, work)
    stage_entry = entry_stager(tree, order, results, content_of, tell)
    mine = next_share()
    for share, index, record in shares_of(wanted_entries(plan, order)):
        if mine >= 0:
            if share < mine:
                continue
            while share > mine:
                mine = next_share()
            if share < mine:
                continue
        stage_entry(index, record)
    tell_rest()


def in_heaps(told):
    """Two functions: one that is told files and bytes and passes them on together, ten times a second, and one that passes on the rest."""
    files = size = 0
    due = time.monotonic() + 0.1

    def pass_on():
        nonlocal files, size, due
        told(files, size)
        files, size, due = 0, 0, time.monotonic() + 0.1

    def tell(more_files, more_bytes):
        nonlocal files, size
        files += more_files
        size += more_bytes
        if time.monotonic() >= due:
            pass_on()

    return tell, pass_on
