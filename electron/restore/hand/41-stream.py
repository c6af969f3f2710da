# A frame is its type, the record's index and a length, then so many bytes.
FRAME = struct.Struct('>BIQ')
CHUNK, LAST, NONE, OVER, ANEW = 1, 2, 3, 4, 5


def is_sent(record):
    return record[KIND] == b'f' and record[WAY] in (b'm', b'i')


def read(order, plan):
    """
    Writes the content of the plan's files to stdout in frames: of a file any number of CHUNK and one LAST, or NONE where it cannot be
    had here; ANEW where what was sent of it was wrong and it begins anew; OVER, with the counts in JSON, at the end.
    """
    out = os.fdopen(os.dup(1), 'wb', 1 << 20)
    counts = {'files': 0, 'bytes': 0, 'none': 0}
    try:
        send_files(order, plan, out, counts)
    except OSError as error:
        counts = end_of_failed(failed_by(error))
    except Failed as failure:
        counts = end_of_failed(failure)
    except Exception as error:
        print_trouble()
        counts = end_of_failed(Failed('bug', repr(error)))
    told = json.dumps(counts).encode()
    out.write(FRAME.pack(OVER, 0, len(told)) + told)
    out.close()


def send_files(order, plan, out, counts):
    check_plan(plan)
    spare = open_root(to_bytes(os.path.realpath(scratch_folder())))
    content_of = repository_content(open_repository(to_bytes(order['repository'])), order['session'], order, spare)
    current, verifies = 0, order.get('verify', True)

    def send(kind, data):
        out.write(FRAME.pack(kind, current, len(data)))
        out.write(data)

    def put(record, data):
        send(LAST, data)

    def pour(record, pieces, _):
        done, digest, wanted = 0, hashlib.sha1(), int(record[SIZE])
        try:
            for piece in pieces:
                done += len(piece)
                if done > wanted:
                    break
                if verifies:
                    digest.update(piece)
                send(CHUNK, piece)
        except UNREAD:
            pass
        is_right = done == wanted and (not verifies or digest.hexdigest().encode() == record[SHA1])
        send(LAST if is_right else ANEW, b'')
        return is_right

    for current, record in wanted_entries(plan, {'skip': set(order.get('skip', ())), 'lost': {}}):
        if not is_sent(record):
            continue
        if record[SIZE] and record[SHA1] and content_of(record, put, pour):
            counts['files'] += 1
            counts['bytes'] += int(record[SIZE])
        else:
            send(NONE, b'')
            counts['none'] += 1


def frames_from(stream):
    """A function that reads the next frame: its type, index and bytes."""

    def exactly(count):
        data = stream.read(count)
        if len(data) != count:
            raise Failed('gone', 'the stream of files was cut short')
        return data

    def next_frame():
        kind, index, length = FRAME.unpack(exactly(FRAME.size))
        if kind not in (CHUNK, LAST, NONE, OVER, ANEW) or length > MEMORY:
            raise Failed('gone', 'the stream of files is none')
        return kind, index, exactly(length)

    return next_frame


def receive(plan, tree, order, told):
    """Stages all but folders, the content of files from the frames that follow the plan."""
    next_frame = frames_from(sys.stdin.buffer)
    results, verifies = new_results(), order.get('verify', True)
    current, last = 0, LAST

    def frame():
        nonlocal last
        last, index, data = next_frame()
        if last == OVER and 'failed' in json.loads(data):
            failed = json.loads(data)
            raise Failed(failed['failed'], failed['line'], failed['path'] and to_bytes(failed['path']))
        if index != current or last == OVER:
            raise Failed('gone', 'the stream of files is out of step')
        return data

    def pieces_after(data):
        yield data
        while last == CHUNK:
            data = frame()
            if last in (NONE, ANEW):
                raise NotHere
            yield data

    def content_of(record, put, pour):
        while True:
            data = frame()
            if last == LAST:
                return put_if_right(record, data, put, verifies)
            if last == CHUNK and pour(record, pieces_after(data), None):
                return True
            while last == CHUNK:
                frame()
            if last != ANEW:
                return False

    stage_entry = entry_stager(tree, order, results, content_of, told)
    for current, record in wanted_entries(plan, order):
        last = ANEW
        stage_entry(current, record)
        while is_sent(record) and last not in (LAST, NONE):
            frame()
    if next_frame()[0] != OVER:
        raise Failed('gone', 'the stream of files is out of step')
    return results
