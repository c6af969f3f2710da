NAMES_TOLD = 200


def place_of(found):
    """What the names of one file have in common; file systems laid over one another use an inode number twice."""
    return found.st_dev, found.st_ino


class Seen:
    """What a survey has come upon so far; what leaves its place counts with all below it."""

    def __init__(self, inner, links, knows_links):
        self.inner, self.links, self.knows_links, self.staying, self.repositories = inner, links, knows_links, [], []
        self.counts = {'create': 0, 'replace': 0, 'same': 0, 'extra': 0}
        self.names = {'replaceNames': [], 'extraNames': []}
        self.bytes, self.entries, self.rights, self.foreign, self.same_files, self.silent = 0, 0, 0, 0, 0, 0
        self.same, self.above, self.written, self.groups, self.linked = set(), set(), set(), {}, {}

    def create(self, index, record):
        self.counts['create'] += 1
        self.write(record)
        self.group(index, record, None)

    def group(self, index, record, place):
        if record[LINKS]:
            self.groups.setdefault(record[LINKS], []).append((index, record, place))

    def write(self, record):
        """Counts what an entry needs; a group of hard links, where there can be any, needs it once."""
        if record[LINKS] and self.links:
            if record[LINKS] in self.written:
                return
            self.written.add(record[LINKS])
        self.entries += 1
        if record[KIND] == b'f' and record[SIZE]:
            self.bytes += int(record[SIZE])

    def stay(self, index, record, found):
        """Counts an entry that is the same already."""
        self.counts['same'] += 1
        self.same.add(index)
        self.same_files += record[KIND] == b'f'
        self.group(index, record, place_of(found))
        if self.knows_links and record[KIND] == b'f' and found.st_nlink > 1:
            self.linked.setdefault(place_of(found), []).append((index, record))

    def folder(self, is_same, has_rights, is_own):
        """Counts a folder that is there; one is staged all the same."""
        self.entries += 1
        if is_same:
            self.counts['same'] += 1
        elif is_own:
            self.rights += not has_rights
        else:
            self.foreign += 1

    def mount(self, record):
        """Counts a folder that is there and stays as it is, because something is mounted on it."""
        self.entries += 1
        self.counts['same'] += 1
        self.staying.append(to_text(record[PATH]))

    def replace(self, record, below):
        self.counts['replace'] += 1 + below
        self.name('replaceNames', record[PATH], below)
        self.write(record)

    def left(self, folder, extras, staying, at):
        for name, found in extras:
            path = joined(folder, name)
            below = count_below(at(folder), path, found, self.inner, self.repositories)
            self.counts['extra'] += 1 + below
            self.name('extraNames', path, below)
        self.staying += [to_text(joined(folder, name)) for name in staying]

    def name(self, which, path, below):
        if len(self.names[which]) < NAMES_TOLD:
            self.names[which].append((to_text(path), below))

    def part_groups(self):
        """Hard links that are not linked to each other at the target are not the same, nor are those that came since."""
        for members in self.groups.values():
            if len({place for _, _, place in members}) > 1:
                self.part((index, record) for index, record, place in members if place is not None)
        for members in self.linked.values():
            if len({record[LINKS] or index for index, record in members}) > 1:
                self.part(members)

    def part(self, members):
        for index, record in members:
            if index in self.same:
                self.same.discard(index)
                self.counts['same'] -= 1
                self.same_files -= 1
                self.replace(record, 0)

    def told(self, deep):
        same = sorted(self.same) if deep else None
        return {
            **self.counts,
            **self.names,
            'bytesToWrite': self.bytes,
            'entriesToWrite': self.entries,
            'staying': self.staying,
            'sameIndexes': same,
            'above': sorted(self.above),
            'sameFiles': self.same_files,
            'silent': self.silent,
            'problems': {'otherRights': self.rights, 'foreignFolders': self.foreign},
        }
