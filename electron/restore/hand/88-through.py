def place_staged(order, plan, end):
    """
    Goes on from staging to placing in one breath, where nothing is left for rdiff-backup; where it has to wait for a word, only at that.
    Answers the end of both, or of the staging alone.
    """
    if end['again'] or end['refused']:
        return end
    parent, name = order['work']['parent'], order['work']['name']
    work = parent.rstrip('/') + '/' + name
    # Whoever has to end this in the place of a killed one reads what was verified here.
    say({'staged': {**end, 'inode': os.lstat(to_bytes(work) + b'/tree').st_ino}})
    if order['then'].get('waits') and sys.stdin.buffer.readline() != b'go\n':
        return end
    placed = place({**order['then'], 'work': work}, plan)
    if 'failed' in placed:
        return placed
    if placed['aside'] is None:
        sweep({'work': work}, b'')
    return {**end, 'placed': placed}
