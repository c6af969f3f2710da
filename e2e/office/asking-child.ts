import { openRestoring } from './restoring.ts';

// A program of its own that asks for one run, so that it can be killed: `asking-child.ts DIR REQUEST INPUT`.
const [, , dir = '', request = '', input = '{}'] = process.argv;
const restoring = openRestoring(dir);
const reply = await restoring.engine.ask(request as 'restore.start', JSON.parse(input) as never);
if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
process.stdout.write(`${String(reply.value.id)}\n`);
await restoring.close();
