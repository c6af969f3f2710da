import grp
import pwd


def owners():
    """A function from a record to the (uid, gid) its entry gets, None where nothing is to be set: by name first, else by the number."""
    own = os.geteuid(), os.getegid()
    known = {}

    def owner_of(record):
        key = record[UID:TARGET]
        if key not in known:
            uid = numbered(pwd.getpwnam, 'pw_uid', record[USER], record[UID])
            gid = numbered(grp.getgrnam, 'gr_gid', record[GROUP], record[GID])
            known[key] = None if (uid, gid) == own else (uid, gid)
        return known[key]

    return owner_of if own[0] == 0 else lambda _: None


def numbered(look_up, field, name, recorded):
    """-1, which changes nothing, where neither a name nor a number is recorded."""
    try:
        if name:
            return getattr(look_up(to_text(name)), field)
    except (KeyError, ValueError):
        pass
    return int(recorded) if recorded else -1


def mode_of(record, special):
    """A folder keeps its setgid bit; of anything else setuid and setgid come back only on explicit wish."""
    mode = int(record[MODE]) & 0o7777 if record[MODE] else 0o700 if record[KIND] == b'd' else 0o600
    return mode if special or record[KIND] == b'd' else mode & 0o1777


# Also what no number can be: an absurd time in the records.
UNSETTABLE = (OSError, OverflowError, ValueError)


def set_attributes(descriptor, mode, owner, modified, changes_mode):
    """Gives an open entry its attributes; answers how many of them this target cannot hold."""
    unset = 0
    if owner:
        unset += tried(os.fchown, descriptor, *owner)
    if changes_mode:
        unset += tried(os.fchmod, descriptor, mode)
    if modified:
        unset += tried(os.utime, descriptor, (int(modified), int(modified)))
    return unset


def tried(change, *values):
    try:
        change(*values)
        return 0
    except UNSETTABLE:
        return 1


def drop_inherited(descriptor):
    """Takes off what a new folder has inherited from the one that it is in, so that nothing in it inherits either."""
    for name in ('system.posix_acl_default', 'system.posix_acl_access'):
        try:
            os.removexattr(descriptor, name)
        except (OSError, AttributeError):
            pass
    os.fchmod(descriptor, 0o700)
