import { chromium, type Page } from '@playwright/test';
import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { addressOf } from '../../electron/contract/wire.ts';
import { asRoot, findChromium } from '../office/electron.ts';
import { random } from '../office/random.ts';
import { modosuShell } from '../office/shell.ts';
import { startServing } from '../office/served.ts';
import type { SyntheticRepository } from '../office/synthetic-repository.ts';
import { median, type Row } from './row.ts';

const visits = 60;
const mostMs = 60;

/** A folder at a session, and a name that is only in it. */
type Place = { address: string; name: string };

/** How long it takes in the window from going to a folder at any session until its rows are painted, on a home whose index is there. */
export async function measureHistoryWindow({
  home,
  made,
  name,
}: {
  home: string;
  made: SyntheticRepository;
  name: string;
}): Promise<Row[]> {
  const executablePath = findChromium();
  const what = `folder at any session to painted rows in the window, ${name}`;
  const limit = `p95 <= ${mostMs} ms`;
  if (executablePath === undefined)
    return [{ what, measured: 'not measured: needs Chromium', limit, within: false, unit: 'ms', values: {} }];
  const places = await somePlaces(home, made);
  const served = await startServing(modosuShell(home), '--no-open');
  const browser = await chromium.launch({
    executablePath,
    args: [...asRoot, '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1120, height: 720 }, locale: 'en-GB', reducedMotion: 'reduce' });
    await page.goto(served.address);
    const ms: number[] = [];
    for (const place of places) ms.push(await paintedAfter(page, place));
    // The first ones load what the screen is made of.
    const warm = ms.slice(places.length - visits).sort((a, b) => a - b);
    const p95 = warm[Math.ceil(warm.length * 0.95) - 1] ?? NaN;
    return [
      {
        what,
        measured: `p95 ${p95.toFixed(0)} ms, median ${median(warm).toFixed(0)} ms`,
        limit,
        within: p95 <= mostMs,
        unit: 'ms',
        values: { ms },
      },
    ];
  } finally {
    await browser.close();
    await served.end();
  }
}

async function somePlaces(home: string, made: SyntheticRepository): Promise<Place[]> {
  const numbers = random(23);
  const engine = createEngine(machinePorts(home, tables), home);
  const places: Place[] = [];
  while (places.length < visits + 5) {
    const [at, path] = [made.timeOf(numbers.int(1, made.sessions)), numbers.pick(made.folders())];
    const reply = await engine.ask('history.folder', { name: 'bench', at: String(at), path, limit: 5 });
    const first = reply.ok ? reply.value.entries.find(({ state }) => state?.kind === 'file')?.name : undefined;
    if (first !== undefined) places.push({ address: addressOf({ screen: 'history', job: 'bench', at, path }), name: first });
  }
  await engine.idle();
  engine.close();
  return places;
}

/** From the change of the address, which is what a click does, until the frame with the rows is painted. */
const paintedAfter = (page: Page, { address, name }: Place): Promise<number> =>
  page.evaluate(
    async ([to, wanted]) => {
      const isThere = () => [...document.querySelectorAll('[role=rowheader]')].some((cell) => cell.textContent.includes(wanted));
      const begun = performance.now();
      location.hash = to;
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no ${wanted} at ${to}`)), 20_000);
        const changes = new MutationObserver(() => {
          if (!isThere()) return;
          changes.disconnect();
          clearTimeout(late);
          resolve();
        });
        changes.observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      // A message that is sent while a frame is made arrives when it is painted.
      await new Promise<void>((painted) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => painted();
          port2.postMessage(null);
        });
      });
      return performance.now() - begun;
    },
    [address, name] as const,
  );
