import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../../electron/contract/entry-path.ts';
import type { Input, Output, RequestName } from '../../electron/contract/requests.ts';
import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { allPages } from '../office/ask-index.ts';
import { bringIndex } from '../office/built-index.ts';
import { generatedIn, generateRepository } from '../office/generated-repository.ts';
import { readIndex } from '../office/index-content.ts';
import { missing } from '../office/needs.ts';
import { referenceTimes } from '../office/reference-reader.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';
import { byComponents, printedLines, toolListing } from '../office/tool-listing.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const rounds = Array.from({ length: everyRound ? 40 : 1 }, (_, round) => round);
const needs = missing.rdiffBackup ?? missing.sshd;

describe.skipIf(needs !== undefined)(`the history of a repository on a host, through the engine (seed ${String(seed)})`, () => {
  let place: Scratch | undefined;
  let sshd: Sshd | undefined;
  beforeAll(async () => {
    place = await scratch('modosu-equality-ssh');
    sshd = await startSshd({ dir: place.dir });
  });
  afterAll(async () => {
    await sshd?.dispose();
    await place?.remove();
  });

  it.for(rounds)('is what the tool says there, after everything that happens to it (round %i)', { timeout: 600_000 }, async (round) => {
    const dir = join(place?.dir ?? '', String(round));
    const home = join(dir, 'home');
    const { source, repository } = generatedIn(dir);
    const happened: string[] = [];
    let engine: Asking | undefined;
    try {
      for await (const step of generateRepository({ dir, seed: seed + 1, round })) {
        happened.push(step.note);
        const note = `after: ${happened.join('; ')}`;
        // What others do to a repository on a host is seen at once by a program that has just been started.
        await engine?.close();
        engine = await openEngine(home, sshd as Sshd, { source, repository, isNew: happened.length === 1 });
        expect(await engine.ask('history.settled', { name: 'far' }), note).toMatchObject({ state: 'ready', damaged: 0 });
        const times = referenceTimes(repository);
        const { sessions } = await engine.ask('history.sessions', { name: 'far' });
        const good = sessions.filter(({ state }) => state === 'good').map(({ time }) => time);
        expect(good.reverse(), note).toEqual(times);
        const others = sessions.filter(({ state }) => state !== 'good');
        expect(
          others.every(({ state, time }) => state === 'interrupted' && time > (times.at(-1) ?? 0)),
          note,
        ).toBe(true);
        expect(others.length, note).toBeLessThanOrEqual(1);
        await bringIndex(repository, join(dir, 'near.db'), true);
        expect(readIndex(await indexIn(home)).rows, note).toEqual(readIndex(join(dir, 'near.db')).rows);
      }
      const asking = engine as Asking;
      for (const time of referenceTimes(repository)) {
        expect(printedLines(await listing(asking, time)), happened.join('; ')).toEqual(await toolListing(repository, time));
      }
    } finally {
      await engine?.close();
      await removeTree(dir);
    }
  });
});

type Asking = { ask<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>>; close(): Promise<void> };

/** The one index of a home. */
async function indexIn(home: string): Promise<string> {
  const found = (await readdir(join(home, 'history'))).filter((name) => name.endsWith('.db'));
  if (found.length !== 1) throw new Error(`not one index: ${found.join(', ')}`);
  return join(home, 'history', found[0] as string);
}

type Places = { source: string; repository: string; isNew: boolean };

/** An engine in this process; in a new home with a job that pushes to a host. */
async function openEngine(home: string, { port, user, keyFile, ...host }: Sshd, { source, repository, isNew }: Places): Promise<Asking> {
  const engine = createEngine(machinePorts(home, tables), home);
  const ask: Asking['ask'] = async (name, input) => {
    const reply = await engine.ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
    return reply.value as never;
  };
  if (isNew) {
    const web1 = { name: 'web1', address: '127.0.0.1', port, user, keyFile, command: 'rdiff-backup' };
    await ask('host.add', { ...web1, fingerprint: host.fingerprint() });
    await ask('job.add', { name: 'far', from: source, to: `web1:${repository}` });
  }
  return {
    ask,
    close: async () => {
      await engine.idle();
      engine.close();
    },
  };
}

/** Every path of a session, folder by folder and page by page, in the order of the tool. */
async function listing(engine: Asking, time: number): Promise<string[]> {
  const limit = 20;
  const walk = async (path: string): Promise<string[]> => {
    const entries = await allPages(limit, async (offset) => {
      const { session, total, entries: list } = await engine.ask('history.folder', { name: 'far', at: String(time), path, offset, limit });
      if (session !== time) throw new Error(`asked for ${String(time)}, answered of ${String(session)}`);
      return { total, list };
    });
    const found: string[] = [];
    for (const { name, state } of entries) {
      const below = path === '' ? name : `${path}/${name}`;
      found.push(Buffer.from(bytesOf(below)).toString('latin1'), ...(state?.kind === 'folder' ? await walk(below) : []));
    }
    return found;
  };
  return ['.', ...(await walk(''))].sort(byComponents);
}
