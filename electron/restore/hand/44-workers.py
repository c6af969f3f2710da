import select
import signal

MOST_WORKERS = 16


def work_together(plan, tree, source, work, order, told):
    """Stages all but folders with as many processes as ordered; answers their results together."""
    workers = min(order.get('workers', 1), MOST_WORKERS)
    if workers < 2 or is_little(plan):
        results = new_results()
        take_shares(plan, tree, source, work, order, results, lambda: -1, told)
        return results
    next_share = token_ring()
    return gather([start_worker(plan, tree, source, work, order, next_share) for _ in range(workers)], told)


def is_little(plan):
    """Whether a process more would cost more than it brings."""
    return len(plan) < 64 << 10 and sum(int(record[SIZE] or 0) for record in records(plan)) < 2 * SHARE_BYTES


def start_worker(plan, tree, source, work, order, next_share):
    """A process of its own that tells its progress and, last, its results in JSON lines; answers its number and the end to read from."""
    reading, writing = os.pipe()
    parent = os.getpid()
    number = os.fork()
    if number:
        os.close(writing)
        return number, reading
    try:
        say_up(writing, work_shares(plan, tree, source, work, order, next_share, writing, parent))
    finally:
        os._exit(0)


def work_shares(plan, tree, source, work, order, next_share, writing, parent):
    def told(*added):
        # Its siblings hold the pipe open, so that nothing but this shows that nobody listens any more.
        if os.getppid() != parent:
            os._exit(1)
        say_up(writing, added)

    results = new_results()
    try:
        take_shares(plan, tree, source, work, order, results, next_share, told)
        results['again'] = list(results['again'])
        return results
    except Failed as failure:
        return {'failed': (failure.cause, failure.line, failure.path and to_text(failure.path))}
    except Exception as error:
        return {'failed': ('bug', repr(error), None)}


def say_up(writing, fact):
    write_all(writing, json.dumps(fact).encode() + b'\n')


def gather(started, told):
    """Adds up what all workers did; the first that fails ends all."""
    together = new_results()

    def take(said):
        if isinstance(said, list):
            told(*said)
            return
        if 'failed' in said:
            cause, line, path = said['failed']
            raise Failed(cause, line, path and to_bytes(path))
        for name, count in said['counts'].items():
            together['counts'][name] += count
        together['again'].update(said['again'])
        together['refused'].extend(map(tuple, said['refused']))

    read_all(started, take)
    return together


def read_all(started, take):
    """Reads all workers to their ends; `take` gets each line that they say, the last of which is an object. When it raises, all end."""
    rests = {reading: b'' for _, reading in started}
    waiting = set(rests)
    try:
        while rests:
            for reading in select.select(list(rests), [], [])[0]:
                piece = os.read(reading, 1 << 20)
                *lines, rest = (rests.pop(reading) + piece).split(b'\n')
                for line in lines:
                    said = json.loads(line)
                    take(said)
                    if isinstance(said, dict):
                        waiting.discard(reading)
                if piece:
                    rests[reading] = rest
                elif reading in waiting:
                    raise Failed('io', 'a part of the work came to a sudden end')
    except BaseException:
        for number, _ in started:
            os.kill(number, signal.SIGKILL)
        raise
    finally:
        for number, reading in started:
            os.waitpid(number, 0)
            os.close(reading)
