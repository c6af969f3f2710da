FOLDING = (b'vfat', b'msdos', b'exfat', b'ntfs', b'ntfs3', b'fuseblk', b'cifs', b'smb3', b'smbfs', b'hfs', b'hfsplus')
# Those that hold files and folders alone, each under one name.
PLAIN = (b'vfat', b'msdos', b'exfat')
# Those whose names must suit Windows, always or as they are mounted.
CHOOSY = PLAIN + (b'ntfs', b'ntfs3', b'fuseblk')
is_unsuited = re.compile(rb'[\x01-\x1f"*:<>?\\|]|[. ]\Z').search


def problems_of(plan, order, longest, kind):
    """What the plan wants that this target or this user cannot give."""
    names = links = kinds = devices = 0
    for record in records(plan):
        name = split_path(record[PATH])[1]
        names += len(name) > longest or kind in CHOOSY and is_unsuited(name) is not None
        links += bool(record[LINKS])
        kinds += record[KIND] in (b'l', b'p', b's') and not left_out(record, order)
        devices += record[KIND] == b'c'
    is_root, is_plain = os.geteuid() == 0, kind in PLAIN
    return {
        'caseFolding': kind in FOLDING,
        'names': names,
        'links': links if is_plain else 0,
        'kinds': kinds if is_plain else 0,
        'devices': devices if is_plain or not is_root else 0,
        'noOwner': not is_root,
    }
