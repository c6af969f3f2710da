import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';

// A program that changes settings, to be killed or to be run twice at once: `save-settings.ts HOME PREFIX [COUNT]` adds COUNT jobs named
// PREFIX 1, PREFIX 2 …; without COUNT it adds and removes PREFIX for ever. It prints a line before each change.
const [home = '', prefix = '', count] = process.argv.slice(2);
const engine = createEngine(machinePorts(home, tables), home);

async function add(name: string): Promise<void> {
  process.stdout.write(`${name}\n`);
  const reply = await engine.ask('job.add', { name, from: `/srv/${name}`, to: `/backup/${name}` });
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
}

if (count !== undefined) for (let number = 1; number <= Number(count); number += 1) await add(`${prefix} ${number}`);
else {
  for (;;) {
    await engine.ask('job.remove', { name: prefix });
    await add(prefix);
  }
}
engine.close();
