import { openRestoring } from './restoring.ts';

// A program of its own that restores, so that it can be killed: `restore-child.ts DIR DRAFT`.
const [, , dir = '', draft = '{}'] = process.argv;
const restoring = openRestoring(dir);
const wanted = JSON.parse(draft) as Parameters<typeof restoring.restore>[0];
const preview = await restoring.ask('restore.preview', wanted);
const { id } = await restoring.ask('restore.start', { ...wanted, confirmed: { replace: preview.replace, remove: preview.remove } });
process.stdout.write(`${String(id)}\n`);
await restoring.close();
