import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    if (!once) await stayOpen(office, home);
    return story.failed() ? 1 : 0;
  } catch (error) {
    process.stdout.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await office?.close();
  }
}

/** Keeps the office open, so that the shell can be tried on it, until Ctrl+C. */
async function stayOpen(office: Office, home: string): Promise<void> {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  const lines = [
    '',
    `Modosu ${version}. The office stays open until Ctrl+C; then it is taken away. Its home is ${home}`,
    'In another terminal:',
    `  npm run -s modosu -- --home ${home} status`,
    `  npm run -s modosu -- --home ${home} run website`,
    `  npm run -s modosu -- --home ${home} host test web1`,
    `  the web root to play with: ${office.webRoot}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  await new Promise<void>((resolve) => {
    const awake = setInterval(() => undefined, 60_000);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        clearInterval(awake);
        resolve();
      });
    }
  });
}

process.exitCode = await demo();
