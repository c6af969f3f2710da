import { createHash } from 'node:crypto';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handEnd } from '../office/hand.ts';
import { scratch, type Scratch } from '../office/scratch.ts';

type State = [path: string, session: number, content: string | { size: number }];

const stampOf = (session: number) => new Date(session * 1000).toISOString().slice(0, 19) + 'Z';
const sha1 = (content: string) => createHash('sha1').update(content).digest('hex');

describe('a hand that proves versions of lost files', () => {
  let place: Scratch;
  const repository = () => join(place.dir, 'repository');
  const increments = () => join(repository(), 'rdiff-backup-data/increments');

  beforeEach(async () => {
    place = await scratch('modosu-prove');
    mkdirSync(increments(), { recursive: true });
  });
  afterEach(() => place.remove());

  const mirror = (name: string, content: string) => writeFileSync(join(repository(), name), content);
  /** What `name` was at a session, as a whole. */
  const older = (name: string, session: number, content: string) =>
    writeFileSync(join(increments(), `${name}.${stampOf(session)}.snapshot`), content);
  const prove = (states: readonly State[], lost: readonly [string, number][], seconds = 20) => {
    const records = states.map(([path, session, content]) =>
      typeof content === 'string'
        ? `${path}\0${String(session)}\0${String(content.length)}\0${sha1(content)}\0`
        : `${path}\0${String(session)}\0${String(content.size)}\0${sha1('another')}\0`,
    );
    return handEnd({ op: 'prove', repository: repository(), lost, seconds }, Buffer.from(records.join('')));
  };

  it('goes back until one is good that is older than all that are lost, and reads no further', async () => {
    mirror('a', 'five');
    for (const [session, content] of [
      [100, 'one'],
      [200, 'two'],
      [300, 'spoilt'],
      [400, 'four'],
    ] as const)
      older('a', session, content);
    const states: State[] = [500, 400, 300, 200, 100].map((session, at) => [
      'a',
      session,
      ['five', 'four', 'three', 'two', 'one'][at] ?? '',
    ]);
    expect(await prove(states, [['a', 400]])).toEqual({
      good: [
        ['a', 500],
        ['a', 400],
        ['a', 200],
      ],
      bad: [['a', 300]],
    });
    expect(await prove(states, [...states.map(([path, session]): [string, number] => [path, session])])).toMatchObject({
      good: [
        ['a', 500],
        ['a', 400],
        ['a', 200],
        ['a', 100],
      ],
    });
  });

  it('says of what is gone or of another size that it is not good, and nothing of what it cannot read', async () => {
    mirror('short', 'xx');
    mirror('packed', 'now');
    writeFileSync(join(increments(), `packed.${stampOf(100)}.snapshot.gz`), 'no gzip');
    const states: State[] = [
      ['gone', 200, 'something'],
      ['short', 200, 'xxx'],
      ['packed', 200, 'now'],
      ['packed', 100, 'before'],
    ];
    const end = await prove(states, [['packed', 300]]);
    expect(end['good']).toEqual([['packed', 200]]);
    expect((end['bad'] as unknown[]).toSorted()).toEqual([
      ['gone', 200],
      ['short', 200],
    ]);
  });

  it('knows of small files when its time is over while it reads a large one', async () => {
    const size = 200_000_000_000;
    writeFileSync(join(repository(), 'a large one'), '');
    truncateSync(join(repository(), 'a large one'), size);
    mirror('small', 'all of it');
    const begun = Date.now();
    const end = await prove(
      [
        ['a large one', 200, { size }],
        ['small', 200, 'all of it'],
      ],
      [
        ['a large one', 300],
        ['small', 300],
      ],
      1,
    );
    expect(end).toEqual({ good: [['small', 200]], bad: [] });
    expect(Date.now() - begun).toBeLessThan(15_000);
  });

  it('knows nothing where names are quoted, and refuses a path that leads elsewhere (K4)', async () => {
    expect(await prove([['../a', 200, 'x']], [['../a', 300]])).toMatchObject({ failed: 'bad-plan' });
    mirror('a', 'x');
    writeFileSync(join(repository(), 'rdiff-backup-data/chars_to_quote'), 'A-Z');
    expect(await prove([['a', 200, 'x']], [['a', 300]])).toEqual({ good: [], bad: [] });
  });
});
