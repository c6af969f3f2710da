import { copyFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { localFiles } from '../platform/files.ts';
import { openIndexFile } from '../platform/index-file.ts';
import { createDataFolder, day, file, root, type DataFolder } from './build/data-folder.testing.ts';
import { historyTasks } from './tasks.ts';

async function setup(): Promise<DataFolder> {
  const repository = createDataFolder();
  repository.snapshot(day(1), root, file('a', 1));
  repository.marker(day(1));
  await repository.update();
  return repository;
}

const { about } = historyTasks({ files: localFiles, open: openIndexFile });
const told = (path: string) => Promise.resolve(about?.({ file: path } as never, () => undefined));

it('an index that was being changed when its program was killed is told of as it was before', async () => {
  using repository = await setup();
  const cut = `${repository.index}.cut`;
  const index = openIndexFile(repository.index);
  // With no room in memory, pages are in the file already before the change is done, and what they were in the journal.
  index.exec('PRAGMA cache_size = 5; BEGIN IMMEDIATE; DELETE FROM session; CREATE TABLE more (a)');
  for (let n = 0; n < 200; n += 1) index.exec('INSERT INTO more VALUES (randomblob(3000))');
  for (const ending of ['', '-journal']) copyFileSync(`${repository.index}${ending}`, `${cut}${ending}`);
  index.close();
  expect(await told(cut)).toMatchObject({ sessions: 1, damaged: 0, newest: day(1) });
});

it('one that cannot be read is nothing to tell of, and stays as it is', async () => {
  using repository = createDataFolder();
  await localFiles.write(repository.index, 'this is no SQLite file');
  await localFiles.write(`${repository.index}-journal`, 'nor is this');
  await expect(told(repository.index)).rejects.toThrow(/database/);
  expect(await localFiles.text(repository.index, 100)).toBe('this is no SQLite file');
});
