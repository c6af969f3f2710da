import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { random } from '../office/random.ts';
import { writeManyFiles } from '../office/web-root.ts';
import type { World } from '../office/world.ts';
import { median, secondsOf, type Row } from './row.ts';

const run = promisify(execFile);
const files = 20_000;
const changedEachTime = 200;
const firstPairs = 5;
const pairs = 7;
const mostRatio = 1.03;
const mostSeconds = 0.4;

/**
 * `modosu run` and the bare command on the same tree, each with a repository of its own, in alternating order: the first backup, then
 * repeated ones with one percent of the files changed.
 */
export async function measurePairs(world: World, kind: 'local' | 'ssh'): Promise<Row[]> {
  const { dir, sshd } = world.office;
  const source = join(dir, 'bench', kind, 'source');
  const bareRepository = join(dir, 'bench', kind, 'bare');
  const ownRepository = join(dir, 'bench', kind, 'own');
  const config = join(dir, 'bench', kind, 'ssh_config');
  const knownHosts = join(dir, 'bench', kind, 'known_hosts');
  await mkdir(source, { recursive: true });
  await writeManyFiles(source, { count: files, seed: 1 });
  await writeFile(knownHosts, `[127.0.0.1]:${sshd.port} ${sshd.hostKeyLine()}\n`);
  const lines = [
    'HostName 127.0.0.1',
    `Port ${sshd.port}`,
    `User ${sshd.user}`,
    `IdentityFile ${sshd.keyFile}`,
    `UserKnownHostsFile ${knownHosts}`,
    'BatchMode yes',
  ];
  await writeFile(config, `Host bench\n${lines.map((line) => `  ${line}\n`).join('')}`);

  const schema = kind === 'ssh' ? ['--remote-schema', `ssh -F ${config} {h} rdiff-backup server`] : [];
  const bare = (round: number) =>
    run('rdiff-backup', ['--new', ...schema, 'backup', kind === 'ssh' ? `bench::${source}` : source, `${bareRepository}-${round}`]);
  const own = async (round: number) => {
    const { run: record } = await world.run(`bench ${kind} ${round}`);
    if (record.outcome?.kind !== 'ok') throw new Error(`the run came to ${JSON.stringify(record.outcome)}`);
  };

  const pair = async (round: number, ownFirst: boolean): Promise<{ bare: number; own: number }> => {
    if (!ownFirst) return { bare: await secondsOf(() => bare(round)), own: await secondsOf(() => own(round)) };
    const first = await secondsOf(() => own(round));
    return { own: first, bare: await secondsOf(() => bare(round)) };
  };
  const name = kind === 'ssh' ? 'over SSH' : 'local';
  const first = [];
  for (let round = 0; round < firstPairs; round += 1) {
    await world.addJob(`bench ${kind} ${round}`, kind === 'ssh' ? `web1:${source}` : source, `${ownRepository}-${round}`);
    first.push(await pair(round, round % 2 === 1));
  }
  const repeated = [];
  for (let round = 0; round < pairs; round += 1) {
    await changeSome(source, round);
    repeated.push(await pair(0, round % 2 === 0));
  }
  return [
    row(`first backup of ${files} files, ${firstPairs} pairs, ${name}`, first),
    row(`repeated, 1 % changed, ${pairs} pairs, ${name}`, repeated),
  ];
}

/** Writes a few files anew, with another size, so that the tool sees the change. */
export async function changeSome(source: string, round: number, count = changedEachTime): Promise<void> {
  const dice = random(1000 + round);
  const folders = (await readdir(source, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  for (let change = 0; change < count; change += 1) {
    const folder = join(source, dice.pick(folders));
    const file = dice.pick(await readdir(folder));
    await writeFile(join(folder, file), dice.bytes(300 + round));
  }
}

function row(what: string, measured: { bare: number; own: number }[]): Row {
  const ratio = median(measured.map(({ own, bare }) => own / bare));
  const allowed = median(measured.map(({ bare }) => (bare * mostRatio + mostSeconds) / bare));
  const bare = measured.map((pair) => pair.bare);
  const own = measured.map((pair) => pair.own);
  const ownMedian = median(own).toFixed(2);
  const bareMedian = median(bare).toFixed(2);
  return {
    what,
    measured: `${ownMedian} s / ${bareMedian} s = ${ratio.toFixed(3)}`,
    limit: `median ratio <= ${mostRatio} and ${mostSeconds} s more`,
    within: ratio <= allowed,
    unit: 's',
    values: { bare, own },
  };
}
