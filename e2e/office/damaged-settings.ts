import { emptySettings } from '../../electron/contract/settings.ts';
import { random } from './random.ts';

const host = (number: number) => ({
  id: `host-0000000${number}`,
  name: `web${number}`,
  address: `web${number}.example`,
  port: 22,
  user: 'backup',
  keyFile: '/root/.ssh/id',
  readKeyFile: null,
  command: 'rdiff-backup',
  hostKey: { type: 'ssh-ed25519', key: `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}` },
  confirmedAt: 1,
  version: null,
});
const job = (number: number) => ({
  id: `job-${String(number).padStart(8, '0')}`,
  name: `job ${number}`,
  source: { host: number % 3 === 0 ? null : `host-0000000${number % 3}`, path: `/srv/写真 ${number}` },
  repository: { host: null, path: `/backup/${number}` },
  selection: [{ action: 'exclude', pattern: '**/cache/**' }],
  oneFileSystem: true,
  marker: '.nobackup',
  retention: '1Y',
  targetHours: null,
  drillDays: 30,
  notOnBattery: false,
  ping: null,
  adopt: false,
  schedule: null,
  createdAt: number,
});
/** Settings with two hosts and as many jobs as asked for. */
export const settingsOf = (jobs: number) => ({
  ...emptySettings,
  hosts: [host(1), host(2)],
  jobs: Array.from({ length: jobs }, (_, index) => job(index + 1)),
});

/** The settings of which every damaged variant is one. */
export const good = settingsOf(5);
/** The same as they stand in the file. */
export const goodText = JSON.stringify(good, undefined, '\t');

/** The good settings with other values at the top. */
export const changed = (change: object) => JSON.stringify({ ...good, ...change });
const jobs = (...changes: object[]) =>
  changed({ jobs: [...good.jobs, ...changes.map((change, index) => ({ ...job(50 + index), ...change }))] });

/** The beginning of the good settings file. */
export const cut = (share: number) => goodText.slice(0, Math.floor(goodText.length * share));
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** What a bad day can leave of a settings file. */
export const damages: readonly (readonly [what: string, content: string | Buffer])[] = [
  ['empty', ''],
  ...[0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map((part) => [`cut after ${part * 100} %`, cut(part)] as const),
  ['without its last character', goodText.slice(0, -1)],
  ['twice over', goodText + goodText],
  ['with rubbish behind', `${goodText}x`],
  ['only blanks', ' \n\t'],
  ['only NUL bytes', Buffer.alloc(4096)],
  [
    'cut and filled with NUL bytes',
    bytes(
      cut(0.5),
      Array.from({ length: 2000 }, () => 0),
    ),
  ],
  ['random bytes', random(5).bytes(5000)],
  ['of 17 MiB of one letter', Buffer.alloc(17 * 1024 * 1024, 'a')],
  ['of 17 MiB that would be valid', JSON.stringify({ ...good, hosts: [], more: 'x'.repeat(17 * 1024 * 1024) })],
  ['behind a byte order mark, with rubbish', bytes([0xef, 0xbb, 0xbf], cut(0.3))],
  ['in UTF-16', Buffer.from(goodText, 'utf16le')],
  [
    'with invalid UTF-8 in a path',
    bytes(goodText.slice(0, goodText.indexOf('写真')), [0xe5, 0x86], goodText.slice(goodText.indexOf('写真') + 1)),
  ],
  ['with invalid UTF-8 in a name', bytes(goodText.replace('job 1"', 'job '), [0xff], '"}')],
  ['null', 'null'],
  ['a number', '1'],
  ['a text', '"settings"'],
  ['a list', '[]'],
  ['an empty object', '{}'],
  ['of a newer version', changed({ version: good.version + 1 })],
  ['of version 0', changed({ version: 0 })],
  ['of version "1"', changed({ version: '1' })],
  ['of version 1.5', changed({ version: 1.5 })],
  ['of version 1e400', changed({}).replace(`"version":${good.version}`, '"version":1e400')],
  ['without jobs', JSON.stringify({ version: 1, hosts: good.hosts })],
  ['with jobs as an object', changed({ jobs: {} })],
  ['with a job that is null', changed({ jobs: [null] })],
  ['with two jobs of one id', jobs({ id: 'job-00000001' })],
  ['with two jobs of one name', jobs({ name: 'job 1' })],
  ['with two hosts of one name', changed({ hosts: [...good.hosts, { ...host(3), name: 'web1' }] })],
  ['with a host named like another’s id', changed({ hosts: [...good.hosts, { ...host(3), name: 'host-00000001' }] })],
  ['with a job on a host that is gone', changed({ hosts: [host(1)] })],
  ['with a relative path', jobs({ source: { host: null, path: 'srv' } })],
  ['with a key that nobody knows', changed({ remoteSchema: 'ssh %s' })],
  ['with a key that nobody knows in a job', jobs({ force: true })],
  ['with a prototype key', `${changed({}).slice(0, -1)},"__proto__":{"polluted":true}}`],
  ['with a constructor key', `${changed({}).slice(0, -1)},"constructor":{"prototype":{"polluted":true}}}`],
  ['nested 100,000 deep', '['.repeat(100_000)],
  ['nested deep inside', changed({}).replace('"adopt":false', () => `"adopt":${'['.repeat(50_000)}${']'.repeat(50_000)}`)],
];
