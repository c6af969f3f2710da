import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { askAnything, textsIn } from './hostile-doors.ts';
import type { HostileInput } from './hostile-input.ts';
import { brief, exampleHost, isSentence, safely, type Setting } from './hostile-setting.ts';

/** A home whose settings are written by somebody else, and what is wrong with an engine's answers about them. */
export async function settingsDoor({ world }: Setting) {
  const home = join(world.office.dir, 'tampered');
  const engine = createEngine(machinePorts(home, tables), home);
  const file = join(home, 'settings.json');
  const job = { id: 'job-0123456789ab', name: 'web', source: { host: null, path: '/srv' }, repository: { host: null, path: '/backup' } };
  const settings = {
    hosts: [exampleHost],
    jobs: [{ ...job, selection: [], oneFileSystem: true, marker: null, retention: null, adopt: false, createdAt: 1 }],
  };

  async function refusesText(text: string): Promise<string[]> {
    await writeFile(file, text);
    const wrong: string[] = [];
    for (const [name, input] of [
      ['job.list', {}],
      ['status', {}],
      ['host.list', {}],
      ['run.start', { name: 'web' }],
    ] as const) {
      const reply = await askAnything(engine, { name, input });
      await engine.idle();
      if (reply.ok || reply.failure.kind !== 'settings-unreadable' || !isSentence(reply.failure))
        wrong.push(`${name} answered ${brief(reply)}`);
    }
    if ((await readFile(file, 'utf8')) !== text) wrong.push('the file was changed');
    return wrong;
  }

  async function carries(document: object, { kind, text }: HostileInput): Promise<string[]> {
    await writeFile(file, JSON.stringify(document));
    const replies = await Promise.all(
      (['job.list', 'host.list', 'status'] as const).map((name) => askAnything(engine, { name, input: {} })),
    );
    const refused = replies.filter((reply) => !reply.ok);
    if (refused.length > 0) return refused.map(brief);
    const [jobs, hosts] = replies.map((reply) => (reply.ok ? reply.value : [])) as unknown as [object[], object[]];
    const texts = [...jobs, ...hosts].flatMap((shown) =>
      // Host views hold no job and job views no host.
      'job' in shown || 'host' in shown ? safely(() => textsIn(kind, shown as Parameters<typeof textsIn>[1])) : [],
    );
    return texts.some((found) => found === text || found === `web1:${text}`) ? [] : [`shows ${brief(texts)}`];
  }

  await refusesText('{}');
  return {
    settings,
    refusesText,
    carries,
    refuses: (document: object) => refusesText(JSON.stringify(document)),
    close: () => engine.close(),
  };
}
