import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openProgram } from '../../build/open/open.mjs';
import { openOffice, type Office } from '../office/office.ts';
import { printStory, type Story } from './story.ts';
import { demoSteps, officeFacts } from './steps.ts';

const once = process.argv.includes('--once');

/** The whole loop on an embedded server. Exit code 0 only if every line came true. */
async function demo(): Promise<number> {
  const story: Story = printStory();
  let office = undefined as Office | undefined;
  try {
    await story.tell('An office on this machine', async () => {
      office = await openOffice({ sessions: 30 });
      return officeFacts(office);
    });
    if (!office) return 1;
    const home = join(office.dir, 'home');
    await demoSteps(office, home, story);
    const wellEnded = once || (await stayOpen(office, home));
    return story.failed() || !wellEnded ? 1 : 0;
  } catch (error) {
    process.stdout.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await office?.close();
  }
}

/** Opens the window on the office, until the program is quit or Ctrl+C; false when it ended badly by itself. */
async function stayOpen(office: Office, home: string): Promise<boolean> {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  // From here on a signal must lead to the end of this function, never past the closing of the office.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  say('', `Modosu ${version}. The office stays open until the program is quit or Ctrl+C; then it is taken away. Its home is ${home}`);
  const end = await openProgram({ home }, say, (window) => {
    say(
      ...comingBack[window].map((line) => line.replace('HOME', home)),
      'In another terminal:',
      `  npm run -s modosu -- --home ${home} status`,
      `  npm run -s modosu -- --home ${home} run website`,
      `  the web root to play with: ${office.webRoot}`,
      '',
    );
  });
  return end.told || end.code === 0;
}

const comingBack = {
  electron: ['Closing the window leaves the program in the tray, or asks where there is none. To see it again: npm start -- --home HOME'],
  browser: ['The address that follows admits one window: keep its tab.'],
};

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

process.exitCode = await demo();
