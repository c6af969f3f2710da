import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requests, type RequestName } from '../../electron/contract/requests.ts';
import { questionsWith } from '../office/hostile-doors.ts';
import { hostileInputs } from '../office/hostile-input.ts';
import { brief, everything, isSentence, named, ofEachClass } from '../office/hostile-setting.ts';
import { missing } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { casesOf } from '../office/parity-cases.ts';
import { comparable } from '../office/parity-compare.ts';
import { randomInputs, wrongInputs, wrongNames } from '../office/parity-inputs.ts';
import { furnish, placesIn, type Room } from '../office/parity-room.ts';
import { processesWith } from '../office/processes.ts';
import { random } from '../office/random.ts';
import { directly, overIpc, overSocket, type Question, type Transport } from '../office/transports.ts';

if (everything) vi.setConfig({ testTimeout: 1_800_000 });
const needs = missing.sshd ?? missing.rdiffBackup ?? missing.procfs;
const noElectron = missing.electron ?? missing.xvfb;
const names = Object.keys(requests) as RequestName[];

type Side = { room: Room; transport: Transport };
let office: Office;
let guard: string;
let sides: Side[] = [];

describe.skipIf(needs)(`the contract over every transport${needs ? ` (${needs})` : ''}`, () => {
  beforeAll(async () => {
    office = await openOffice();
    guard = join(office.dir, 'guard');
    await mkdir(guard);
    const ways = [directly, overSocket, ...(noElectron === undefined ? [overIpc] : [])];
    sides = await Promise.all(
      ways.map(async (open, index) => {
        // Names of the same length: the length of a path is part of what a log holds.
        const room = { dir: join(office.dir, `room-${index}`), sshd: office.sshd };
        await furnish(room);
        return { room, transport: await open(placesIn(room).home) };
      }),
    );
  });
  afterAll(async () => {
    await Promise.all(sides.map(({ transport }) => transport.close()));
    await office.close();
  });

  /** Asks the same in all transports; answers the replies of the first one, and what differs from them. */
  async function compare(questions: (room: Room) => Question[], kindOnly = false) {
    const told = await Promise.all(
      sides.map(async ({ room, transport }) => {
        const asked = questions(room);
        const carried = asked.filter((question) => transport.carries(question));
        const replies = await transport.ask(carried);
        const shown = replies.map((reply, index) =>
          kindOnly ? (reply.ok ? 'ok' : reply.failure.kind) : comparable(carried[index]?.name ?? '', room, reply),
        );
        const byQuestion = new Map(carried.map((question, index) => [question, shown[index]]));
        return { name: transport.name, replies, list: asked.map((question) => ({ question, shown: byQuestion.get(question) })) };
      }),
    );
    const [first, ...others] = told;
    const differences = others.flatMap(({ name, list }) =>
      list.flatMap(({ question, shown }, index) => {
        const wanted = first?.list[index]?.shown;
        if (shown === undefined || isDeepStrictEqual(shown, wanted)) return [];
        return [`${brief(question)}: ${brief(wanted)} is over ${name} ${brief(shown)}`];
      }),
    );
    return { replies: first?.replies ?? [], differences };
  }

  it('crosses Electron’s IPC, too', (context) => {
    context.skip(noElectron !== undefined, noElectron);
    expect(sides.map(({ transport }) => transport.name)).toEqual(['direct call', 'WebSocket', 'Electron IPC']);
  });

  it('a name that no request has is unknown, whatever is asked', async () => {
    const questions = wrongNames.flatMap((name) => ['{}', 'null', '{"name":"x"}'].map((input) => ({ name, input })));
    const { replies, differences } = await compare(() => questions);
    expect(differences).toEqual([]);
    expect(new Set(replies.map((reply) => (reply.ok ? 'ok' : reply.failure.kind)))).toEqual(new Set(['unknown-request']));
  });

  const order = Object.keys(
    casesOf({ dir: '/', sshd: { port: 22, user: 'u', keyFile: '/k', fingerprint: () => '' } as unknown as Office['sshd'] }),
  ) as RequestName[];
  it('has cases for every request', () => {
    expect([...order].sort()).toEqual([...names].sort());
  });

  describe.each(order)('%s', (name) => {
    it('answers the same to what is right and what is refused', async () => {
      const count = casesOf(sides[0]!.room)[name].length;
      for (let index = 0; index < count; index += 1) {
        const caseOf = (room: Room) => casesOf(room)[name][index]!;
        const { expect: wanted, kindOnly } = caseOf(sides[0]!.room);
        await Promise.all(sides.map(({ room, transport }) => caseOf(room).before(transport)));
        const { replies, differences } = await compare((room) => [{ name, input: JSON.stringify(caseOf(room).input) }], kindOnly === true);
        const [reply] = replies;
        expect(reply?.ok === true ? 'ok' : reply?.failure.kind, brief(reply)).toBe(wanted);
        expect(differences).toEqual([]);
        await Promise.all(sides.map(({ room, transport }) => caseOf(room).after(transport)));
      }
    });

    it('answers the same to what is of a wrong form, or too large', async () => {
      const { replies, differences } = await compare((room) =>
        wrongInputs(name, casesOf(room)[name][0]!.input as object).map((input) => ({ name, input })),
      );
      expect(differences).toEqual([]);
      const bugs = replies.filter((reply) => !reply.ok && (reply.failure.kind === 'bug' || !isSentence(reply.failure)));
      expect(bugs).toEqual([]);
      expect(replies.at(-1)).toEqual({ ok: false, failure: { kind: 'too-large', facts: {} } });
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });
  });

  it('answers the same to texts that mean harm, and none of them runs (M1)', async () => {
    const corpus = ofEachClass(hostileInputs({ guard, room: join(office.dir, 'harm') }), 6, random(11));
    const differences: string[] = [];
    const { sshd } = office;
    const place = { address: '127.0.0.1', port: sshd.port, user: sshd.user, keyFile: sshd.keyFile, command: 'rdiff-backup' };
    for (const entry of corpus) {
      const questions = ({ dir }: Room) =>
        questionsWith(entry.kind, entry.text, {
          host: { name: 'draft', ...place, fingerprint: sshd.fingerprint() },
          job: { name: 'draft', from: join(dir, 'draft from'), to: join(dir, 'draft to') },
        }).flatMap(({ name, input }) => {
          const asked = { name, input: JSON.stringify(input) };
          const undo = name === 'host.add' ? 'host.remove' : name === 'job.add' ? 'job.remove' : undefined;
          return undo === undefined ? [asked] : [asked, { name: undo, input: JSON.stringify({ name: (input as { name: string }).name }) }];
        });
      differences.push(...(await compare(questions)).differences.map((what) => `${named(entry)}: ${what}`));
    }
    expect(differences).toEqual([]);
    expect([await readdir(guard), processesWith(guard)]).toEqual([[], []]);
  });

  it.each(names)('%s survives random inputs, a thousand in the full run, and answers each, the same everywhere (M1)', async (name) => {
    // Each look at the watchdog asks systemd.
    const count = name === 'watchdog.get' ? 20 : everything ? 1000 : 100;
    const inputs = randomInputs(name, count, 20_261_122);
    const { replies, differences } = await compare(() => inputs.map((input) => ({ name, input })));
    expect(differences).toEqual([]);
    expect(replies.length).toBe(count);
    const bad = replies.filter((reply) => (reply.ok ? requests[name].output.safeParse(reply.value).error : reply.failure.kind === 'bug'));
    expect(bad).toEqual([]);
    const after = await compare(() => [{ name: 'status', input: '{}' }]);
    expect([after.replies[0]?.ok, after.differences]).toEqual([true, []]);
  });
});
