import type { ElectronApplication } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDesktopSession, type DesktopSession } from '../office/desktop-session.ts';
import { asRoot, findElectron } from '../office/electron.ts';
import { launchElectron } from '../office/launch-electron.ts';
import { missing } from '../office/needs.ts';
import { scratch } from '../office/scratch.ts';
import { seedHome } from '../office/seeded-home.ts';
import { cpuSecondsOf, pssOf } from './process-tree.ts';
import { median, type Row } from './row.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));
const rounds = 5;
const idleSeconds = 60;
const mostPss = 150;

type Bench = { session: DesktopSession; electron: string; home: (jobs: number) => string };

/** What the desktop costs: time to the tray and to the first screen, memory with the window open and closed, processor time while idle. */
export async function measureDesktop(say: (line: string) => void): Promise<Row[]> {
  const electron = findElectron();
  const reason = missing.electron ?? missing.xvfb ?? missing.desktopSession;
  if (electron === undefined || reason !== undefined) {
    say(`skipped: the desktop (${reason ?? 'needs Electron'})`);
    return [];
  }
  const { dir, remove } = await scratch('modosu-bench-desktop');
  const session = await openDesktopSession();
  try {
    await session.panel.appear();
    for (const jobs of [0, 50, 200]) await seedHome(join(dir, String(jobs)), { jobs });
    const bench: Bench = { session, electron, home: (jobs) => join(dir, String(jobs)) };
    return [
      await startToTray(bench),
      await startToScreen(bench, 0),
      await startToScreen(bench, 200),
      ...(await overviewPaint(bench)),
      ...(await memory(bench)),
      await idle(bench),
    ];
  } finally {
    session.close();
    await remove();
  }
}

const environment = ({ session }: Bench) => ({ ...process.env, ...session.env }) as Record<string, string>;

function start(bench: Bench, jobs: number): ChildProcess {
  const args = [top, '--home', bench.home(jobs), '--hidden', ...asRoot];
  return spawn(bench.electron, args, { env: environment(bench), stdio: 'ignore' });
}

const open = (bench: Bench, jobs: number): Promise<ElectronApplication> =>
  launchElectron({ args: [top, '--home', bench.home(jobs), ...asRoot], env: environment(bench) });

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function untilTray({ session }: Bench): Promise<void> {
  for (const late = performance.now() + 30_000; (await session.panel.item()) === undefined;) {
    if (performance.now() > late) throw new Error('no icon in the tray');
    await sleep(10);
  }
}

async function startToTray(bench: Bench): Promise<Row> {
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await bench.session.panel.appear();
    const begun = performance.now();
    const child = start(bench, 0);
    await untilTray(bench);
    ms.push(performance.now() - begun);
    await end(child);
  }
  return rowOf('start to tray icon', ms, 3000);
}

async function startToScreen(bench: Bench, jobs: number): Promise<Row> {
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const app = await open(bench, jobs);
    await (await app.firstWindow()).waitForSelector('h1');
    ms.push(performance.now() - begun);
    await end(app.process());
  }
  return rowOf(`start to first screen, ${jobs} jobs`, ms, 5000);
}

/** From the beginning of a load to the frame in which all rows stand, and how long a frame takes while they scroll. */
async function overviewPaint(bench: Bench): Promise<Row[]> {
  const app = await open(bench, 200);
  const page = await app.firstWindow();
  await page.waitForSelector('h1');
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.reload({ waitUntil: 'commit' });
    ms.push(
      await page.evaluate(async () => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        while (document.querySelectorAll('main li').length < 200) await frame();
        await frame();
        return performance.now();
      }),
    );
  }
  const frames = await page.evaluate(async () => {
    const main = document.querySelector('main');
    const times: number[] = [];
    for (let step = 0, last = performance.now(); step < 100; step += 1) {
      main?.scrollBy(0, 120);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times;
  });
  await end(app.process());
  const p95 = frames.toSorted((a, b) => a - b)[94] ?? NaN;
  return [
    rowOf('first paint of Overview with 200 jobs', ms, 1500),
    { ...rowOf('scrolling Overview with 200 jobs, p95 of a frame', [p95], 100), values: { frames } },
  ];
}

async function memory(bench: Bench): Promise<Row[]> {
  await bench.session.panel.appear();
  const app = await open(bench, 50);
  const pid = app.process().pid ?? 0;
  await (await app.firstWindow()).waitForSelector('h1');
  await sleep(3000);
  const opened = pssOf(pid);
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  await sleep(5000);
  const closed = pssOf(pid);
  await end(app.process());
  return [
    {
      ...rowOf('PSS of the process tree, window open', [opened], 400),
      unit: 'MB',
      measured: `${opened.toFixed(0)} MB`,
      limit: '<= 400 MB',
    },
    {
      ...rowOf('PSS of the process tree, 5 s after closing', [closed], mostPss),
      unit: 'MB',
      measured: `${closed.toFixed(0)} MB`,
      limit: `<= ${mostPss} MB`,
    },
  ];
}

async function idle(bench: Bench): Promise<Row> {
  await bench.session.panel.appear();
  const child = start(bench, 50);
  await untilTray(bench);
  await sleep(5000);
  const before = cpuSecondsOf(child.pid ?? 0);
  await sleep(idleSeconds * 1000);
  const share = ((cpuSecondsOf(child.pid ?? 0) - before) / idleSeconds) * 100;
  await end(child);
  const row = rowOf(`idle CPU over ${idleSeconds} s with 50 jobs, in the tray`, [share], 1);
  return { ...row, unit: '%', measured: `${share.toFixed(2)} % of a core`, limit: '<= 1 %' };
}

const rowOf = (what: string, values: number[], most: number): Row => ({
  what,
  measured: `${median(values).toFixed(0)} ms`,
  limit: `<= ${most} ms`,
  within: median(values) <= most,
  unit: 'ms',
  values: { values },
});
