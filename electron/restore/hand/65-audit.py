def auditor(root, work, found, add):
    """
    A function (path, states) that holds each state of a path against what is recorded. What it comes to is counted in `found`; `add` is told
    files and bytes.
    """
    walk = states_of(root, work)

    def judge(path, state, held):
        session, size, sha1 = state
        if held is GONE:
            found['damaged'].append([to_text(path), session, 'missing'])
            return
        if held is BROKEN:
            found['again'].append([to_text(path), session])
            return
        digest, done = digest_of(held)
        add(1, done)
        found['checked'] += 1
        found['bytes'] += done
        if sha1 and digest != sha1:
            found['damaged'].append([to_text(path), session, 'hash' if size == done else 'size'])
        elif not sha1 and size != done:
            found['damaged'].append([to_text(path), session, 'size'])
        elif not sha1:
            found['unrecorded'] += 1
        else:
            found['verified'] += 1

    def audit(path, states):
        for state, held in walk(path, states):
            judge(path, state, held)

    return audit
