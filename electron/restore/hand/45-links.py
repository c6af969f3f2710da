NO_MORE_LINKS = (errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP)


def join_links(plan, tree, source, work, order, results, told):
    """Links the other members of each group of hard links to the first one that was staged, or stages them when there is none."""
    at, leave = walk_from(tree)
    lead_at, lead_leave = walk_from(tree)
    counts, refused = results['counts'], results['refused']
    failed = results['again'] | {index for index, _ in refused}
    content_of = repository_content(source, order['session'], order, work)
    stage_entry = entry_stager(tree, order, results, content_of, told)

    def link(record, leader):
        """Whether the record's entry has become a link to the leader."""
        folder, name = split_path(record[PATH])
        lead_folder, lead_name = split_path(leader)
        if folder in order['lost']:
            raise Refused('parent')
        try:
            os.link(lead_name, name, src_dir_fd=lead_at(lead_folder), dst_dir_fd=at(folder), follow_symlinks=False)
        except OSError as error:
            if error.errno not in NO_MORE_LINKS:
                raise refused_by(error, record[PATH])
            counts['split'] += 1
            return False
        counts['files'] += 1
        told(1, 0)
        counts['verified'] += order.get('verify', True)
        return True

    leaders, seen = {}, set()
    for index, record in enumerate(records(plan)):
        key = record[LINKS]
        if not key or record[KIND] != b'f' or record[WAY] == b't' or index in order['skip']:
            continue
        content = record[SHA1], record[SIZE]
        if key not in seen:
            seen.add(key)
            if index not in failed:
                leaders[key] = record[PATH], content
            continue
        leader, its = leaders.get(key, (None, None))
        try:
            if its == content and link(record, leader):
                continue
        except Refused as refusal:
            refused.append((index, refusal.args[0]))
            continue
        before = counts['files']
        stage_entry(index, record)
        if counts['files'] > before and key not in leaders:
            leaders[key] = record[PATH], content
    leave()
    lead_leave()
