def place_staged(order, plan, end):
    """Goes on from staging to placing in one breath, where nothing is left for rdiff-backup; answers the end of both."""
    if end['again'] or end['refused']:
        return end
    parent, name = order['work']['parent'], order['work']['name']
    work = parent.rstrip('/') + '/' + name
    # Whoever has to end this in the place of a killed one reads what was verified here.
    say({'staged': {**end, 'inode': os.lstat(to_bytes(work) + b'/tree').st_ino}})
    placed = place({**order['then'], 'work': work}, plan)
    if 'failed' in placed:
        return placed
    if placed['aside'] is None:
        sweep({'work': work}, b'')
    return {**end, 'placed': placed}
