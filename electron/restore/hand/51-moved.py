def link_leaders(plan, again):
    """A function that makes a moved file, verified like the staged ones of its group of hard links, a link to the first of those."""
    wanted = {record[LINKS] for index, record in enumerate(records(plan)) if index in again and record[LINKS] and record[SHA1]}
    leaders = {}
    for index, record in enumerate(records(plan)):
        if record[LINKS] in wanted and index not in again:
            leaders.setdefault((record[LINKS], record[SHA1]), record[PATH])

    def lead(record, tree, counts):
        leader = leaders.get((record[LINKS], record[SHA1]))
        if leader is None:
            return
        at, leave = walk_from(tree, open_own)
        lead_at, lead_leave = walk_from(tree, open_own)
        folder, name = split_path(record[PATH])
        lead_folder, lead_name = split_path(leader)
        beside = b'.modosu-link-' + os.urandom(8).hex().encode()
        try:
            os.link(lead_name, beside, src_dir_fd=lead_at(lead_folder), dst_dir_fd=at(folder), follow_symlinks=False)
            os.rename(beside, name, src_dir_fd=at(folder), dst_dir_fd=at(folder))
        except OSError:
            # It stays a file of its own, with the same content.
            counts['split'] += 1
        leave()
        lead_leave()

    return lead


def copy_extended(source, target):
    """Gives a folder the other one's extended attributes, among them its ACLs, and takes off those that the other has not."""
    names = os.listxattr(source)
    for name in set(os.listxattr(target)) - set(names):
        os.removexattr(target, name)
    for name in names:
        try:
            os.setxattr(target, name, os.getxattr(source, name))
        except PermissionError:
            # What the system itself has put there.
            if not name.startswith('security.'):
                raise
