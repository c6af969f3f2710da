import { readFileSync } from 'node:fs';
import { Settings } from '../../electron/contract/settings.ts';
import { openService } from './keeping.ts';

// A program that removes what is old, to be killed: `remove-sessions.ts HOME SETTINGS` takes the only job of a settings file and prints the
// number of its run once that is queued.
const [home = '', file = ''] = process.argv.slice(2);
const settings = Settings.parse(JSON.parse(readFileSync(file, 'utf8')));
const name = settings.jobs[0]?.name ?? '';
const { backups, close } = openService(home, settings);
const { sessions } = await backups.removals.preview(settings, name);
const run = await backups.removals.start(settings, name, sessions);
process.stdout.write(`${run.id}\n`);
await backups.idle();
close();
