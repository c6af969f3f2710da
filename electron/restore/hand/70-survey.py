def survey(order, plan):
    """Says what a placing would do to the target, and what speaks against it; writes nothing."""
    check_plan(plan)
    mounted = mounts()
    real = os.path.realpath(to_bytes(order['root']))
    exists = os.path.lexists(real)
    is_folder = os.path.isdir(real) and not os.path.islink(real)
    there = real if is_folder else existing_part(os.path.dirname(real))
    kind = type_at(there, mounted)
    free, free_entries, longest = room_at(there)
    parent = None if exists and not is_folder else work_parent(real, exists, mounted)
    inner = mounts_below(real, mounted) if is_folder else frozenset()
    seen = Seen(inner, kind not in PLAIN, 'hard_links' in order.get('recorded', ()))
    found = look_through(order, plan, open_strictly(real) if is_folder else None, seen)
    problems = found.pop('problems')
    problems.update(problems_of(plan, order, longest, kind))
    problems['mountInside'] = [to_text(place) for place in crossed(inner, plan)]
    problems['notFolder'] = exists and not is_folder or not exists and not os.path.isdir(there)
    problems['notWritable'] = parent is None or exists and not (may_change(real) or is_own(os.stat(real)))
    found.update(real=to_text(real), exists=exists, workParent=parent and to_text(parent), problems=problems)
    # A work folder inside the root changes its time before a placing can look at it.
    found.update(rootTime=str(os.stat(real).st_mtime_ns) if is_folder else None)
    found.update(repository=repository_met(order, plan, real, seen.repositories))
    found.update(free=free, freeEntries=free_entries, fileSystem=to_text(kind))
    return found


def look_through(order, plan, root, seen):
    """Counts what each entry of the plan meets."""
    deep = order.get('deep', False)
    if root is None:
        for index, record in enumerate(records(plan)):
            if not left_out(record, order):
                seen.create(index, record)
        return seen.told(deep)
    at, leave = walk_from(root)
    is_same, has_rights = same_as_recorded(order), rights_as_recorded(order)
    told = progress()
    try:
        for what, index, record, found in meeting(plan, at, order.get('exact', False), seen.inner):
            if what == 'out':
                seen.left(index, record, found, at)
            elif left_out(record, order):
                continue
            elif what != 'there':
                seen.create(index, record)
                told(1, 0)
            elif record[KIND] == b'd' and stat.S_ISDIR(found.st_mode):
                folder, name = split_path(record[PATH])
                if record[PATH] and holds_data(at(folder), name):
                    seen.repositories.append(record[PATH])
                if record[WAY] in ABOVE:
                    seen.above.add(index)
                elif record[PATH] in seen.inner:
                    seen.mount(record)
                else:
                    seen.folder(is_same(record, at(folder), name, found), has_rights(record, at(folder), name, found), is_own(found))
            else:
                folder, name = split_path(record[PATH])
                meet_entry(seen, index, record, found, at(folder), name, is_same, told if deep else None)
        seen.part_groups()
    except OSError as error:
        raise placing_failed(error, to_bytes(order['root']))
    leave()
    return seen.told(deep)


def meet_entry(seen, index, record, found, folder, name, is_same, told):
    """Counts an entry in whose place something is; with `told`, a file's content is compared as well."""
    differs = record[KIND] == b'd' or not is_same(record, folder, name, found)
    if not differs and told and not has_content(record, folder, name, told):
        seen.silent += 1
        differs = True
    if differs:
        seen.replace(record, count_below(folder, record[PATH], found, seen.inner, seen.repositories))
        seen.group(index, record, None)
        return
    seen.stay(index, record, found)


def has_content(record, folder, name, told):
    """Whether a file that looks as recorded has the recorded SHA-1 as well; of anything else nothing is read."""
    if record[KIND] != b'f':
        return True
    if not record[SHA1]:
        return False
    digest, size = hashlib.sha1(), 0
    try:
        descriptor = os.open(name, READ, dir_fd=folder)
    except OSError:
        return False
    try:
        for piece in read_pieces(descriptor):
            size += len(piece)
            digest.update(piece)
    except NotHere:
        return False
    finally:
        os.close(descriptor)
    told(1, size)
    return digest.hexdigest().encode() == record[SHA1]


def is_own(found):
    return os.geteuid() in (0, found.st_uid)
