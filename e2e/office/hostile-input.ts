import { join } from 'node:path';
import { random } from './random.ts';

export type HostileKind =
  | 'host-name'
  | 'address'
  | 'user'
  | 'port'
  | 'key-file'
  | 'path'
  | 'pattern'
  | 'job-name'
  | 'retention'
  | 'marker'
  | 'command'
  | 'fingerprint';

export type HostileClass =
  | 'shell'
  | 'colons'
  | 'backslash'
  | 'option'
  | 'ssh-config'
  | 'template'
  | 'at-file'
  | 'dots'
  | 'long'
  | 'control'
  | 'invisible'
  | 'surrogate'
  | 'unicode'
  | 'blank'
  | 'glob'
  | 'outside'
  | 'number';

/** One text that means harm, and what has to become of it at every door. */
export type HostileInput = { text: string; class: HostileClass; kind: HostileKind; expected: 'refuse' | 'exact' };

/** `guard` is where a payload that runs leaves its canary, `room` is where acceptable paths may be made. */
export type HostilePlaces = { guard: string; room: string };

const SEED = 20_261_122;
const FINGERPRINT = `SHA256:${'A'.repeat(43)}`;

/** A value of each kind that is refused nowhere. */
const plain: Record<Exclude<HostileKind, 'path' | 'key-file'>, string> = {
  'host-name': 'web2',
  address: 'localhost',
  user: 'backup',
  port: '22',
  pattern: 'cache',
  'job-name': 'web',
  retention: '1Y',
  marker: '.nobackup',
  command: '/usr/bin/rdiff-backup',
  fingerprint: FINGERPRINT,
};
const names: readonly HostileKind[] = ['host-name', 'address', 'user', 'job-name', 'command', 'fingerprint', 'retention', 'port'];
const free: readonly HostileKind[] = ['path', 'pattern', 'marker', 'key-file'];

/** The ways a shell may be made to run `canary`; each gets a canary of its own. */
const payloads: readonly ((canary: string) => string)[] = [
  (canary) => `;touch ${canary};`,
  (canary) => `|touch ${canary}`,
  (canary) => `||touch ${canary}`,
  (canary) => `&touch ${canary}&`,
  (canary) => `&&touch ${canary}`,
  (canary) => `$(touch ${canary})`,
  (canary) => `\`touch ${canary}\``,
  (canary) => `\ntouch ${canary}\n`,
  (canary) => `>${canary}`,
  (canary) => `;>${canary};#`,
  (canary) => `';touch ${canary};'`,
  (canary) => `";touch ${canary};"`,
  (canary) => `$(>${canary})`,
  (canary) => `;{touch,${canary}};`,
  (canary) => `<(touch ${canary})`,
  (canary) => `;touch\${IFS}${canary};#::`,
];

/** The whole corpus, the same for the same places: no text twice within a kind. */
export function hostileInputs({ guard, room }: HostilePlaces): HostileInput[] {
  const numbers = random(SEED);
  const found = new Map<string, HostileInput>();
  let canaries = 0;
  const canary = () => join(guard, `CANARY-${(canaries += 1)}`);
  const add = (what: HostileClass, kind: HostileKind, expected: HostileInput['expected'], ...texts: string[]) => {
    for (const text of texts) found.set(`${kind}\0${text}`, { text, class: what, kind, expected });
  };
  /** The same bad piece inside a value of each kind. */
  const inEach = (what: HostileClass, kinds: readonly HostileKind[], expected: HostileInput['expected'], ...pieces: string[]) => {
    for (const kind of kinds)
      for (const piece of pieces) add(what, kind, expected, put(valueOf(kind, room), piece, kind, numbers.int(0, 2)));
  };

  for (const payload of payloads) {
    for (const kind of names)
      for (const at of [0, 1, 2]) add('shell', kind, 'refuse', put(valueOf(kind, room), payload(canary()), kind, at));
    for (const kind of free) {
      for (const at of [0, 1, 2]) {
        const piece = payload(canary());
        add('shell', kind, verdictOf(kind, piece), put(valueOf(kind, room), piece, kind, at));
      }
    }
  }

  const inPath = (...pieces: string[]) => pieces.map((piece) => join(room, piece));
  add(
    'colons',
    'path',
    'exact',
    ...inPath('a::b', 'a:::b', 'a::::b', '::b', 'a::', 'a:', ':', ':a', 'h::/x', 'a::b::c', 'web1:/x', ':: ::'),
  );
  add('colons', 'path', 'refuse', 'h::/x', '::/x', ':/x', `h;touch ${canary()}::/x`, `$(touch ${canary()})::/x`, 'nobody:/x', 'a:b:/x');
  inEach('colons', ['host-name', 'address', 'user', 'job-name', 'port', 'command'], 'refuse', '::', ':/x', ':::');
  add('colons', 'pattern', 'exact', '::', 'a::b', 'h::/x', ':', 'x:');
  add('colons', 'marker', 'exact', '::', 'a:b');
  inEach('backslash', ['path', 'key-file', 'host-name', 'address', 'user', 'job-name', 'marker'], 'refuse', '\\', '\\\\', '\\::', '\\:\\:');
  add('backslash', 'pattern', 'exact', '\\', 'a\\', '\\[x\\]', '\\\\', '\\*');

  const options = () => [
    `-oProxyCommand=touch ${canary()}`,
    `-oProxyCommand=touch\${IFS}${canary()}`,
    `--remote-schema=touch ${canary()} #%s`,
    `--home=${canary()}`,
    '-F/dev/null',
    ...['--force', '--forc', '--json', '--help', '-h', '--version', '-V', '--lang=ja', '--', '-', '--create-full-path', '-v9'],
  ];
  for (const kind of [...names, 'path', 'marker', 'key-file'] as const) add('option', kind, 'refuse', ...options());
  add('option', 'pattern', 'exact', ...options());
  add('option', 'path', 'exact', ...inPath('-rf', '--force', '-oProxyCommand=x', '--', '-'));

  for (const kind of ['host-name', 'address', 'user', 'key-file'] as const) {
    const value = valueOf(kind, room);
    const lines = [`ProxyCommand touch ${canary()}`, `Match exec "touch ${canary()}"`, 'Include /etc/passwd', 'LocalCommand id', 'Host *'];
    add('ssh-config', kind, 'refuse', ...lines.flatMap((line) => [`${value}\n  ${line}`, `${value}\r\n${line}`]));
    add('ssh-config', kind, 'refuse', ...['%h', '%%', '%d/x', '${HOME}', '"', '" "', '\t"x'].map((token) => value + token));
    if (kind !== 'key-file')
      add('ssh-config', kind, 'refuse', `${value} ProxyCommand=x`, `${value}#x`, `${value}=x`, `"${value}"`, `${value},x`);
  }

  const templates = ['{h}', '{}', '%s', '{0}', '{{line}}', '$t(failure.bug)', '%(h)s', '${h}'];
  inEach('template', names, 'refuse', ...templates);
  for (const kind of ['path', 'pattern', 'marker'] as const) inEach('template', [kind], 'exact', ...templates);
  inEach('at-file', ['host-name', 'address', 'user', 'job-name', 'retention', 'command'], 'refuse', '@x', '@/etc/passwd');
  add('at-file', 'path', 'exact', ...inPath('@x', '@/etc/passwd'));
  add('at-file', 'path', 'refuse', '@x', '@/etc/passwd');
  add('at-file', 'pattern', 'exact', '@x', '@/etc/passwd', '@-');

  add(
    'dots',
    'path',
    'refuse',
    '/..',
    '/.',
    '/../etc',
    '/a/../b',
    '/a/..',
    '/a/.',
    '/a/./b',
    '/a/../../etc/passwd',
    '..',
    '.',
    '../x',
    './x',
  );
  add('dots', 'path', 'exact', ...inPath('...', '.a', 'a..', '..a', '.a.b.'));
  add('dots', 'host-name', 'refuse', '..', '.', './x', '../../x', '.web');
  add('dots', 'address', 'refuse', '..', 'a..b', '.a', '-a.b', 'a-.b', '../x', '::1%lo', 'fe80::1%eth0', '[::1]', '1.2.3.4/8', 'a_b');
  add('dots', 'job-name', 'refuse', '..', '.', '../../x', '.web', '/web');
  add('dots', 'marker', 'refuse', '..', '.', 'a/b', '/x', '../x', '');
  add(
    'dots',
    'command',
    'refuse',
    'rdiff-backup server',
    '../rdiff-backup',
    './x',
    '/a/../b',
    '/a//b',
    '/a/',
    '/',
    'sudo rdiff-backup',
    'sh',
  );
  add('dots', 'command', 'exact', '/usr/local/bin/rdiff-backup', 'sudo -n rdiff-backup', '/opt/rdiff-backup_2.2+x/bin/rdiff-backup');

  const long = 'a'.repeat(1_000_000);
  for (const kind of [...names, ...free]) add('long', kind, 'refuse', kind === 'path' || kind === 'key-file' ? join(room, long) : long);
  add('long', 'host-name', 'refuse', 'a'.repeat(65));
  add('long', 'host-name', 'exact', 'a'.repeat(64));
  add('long', 'address', 'refuse', `${'a'.repeat(62)}.`.repeat(5));
  add('long', 'user', 'refuse', 'a'.repeat(33), `${'a'.repeat(33)}$`);
  add('long', 'job-name', 'refuse', 'あ'.repeat(65));
  add('long', 'job-name', 'exact', 'あ'.repeat(64));
  add('long', 'path', 'refuse', ...inPath('a'.repeat(256), 'あ'.repeat(86)), '/abc'.repeat(1024));
  add('long', 'path', 'exact', ...inPath('b'.repeat(200), 'a'.repeat(255), 'あ'.repeat(85)));
  add('long', 'pattern', 'refuse', 'a'.repeat(2001));
  add('long', 'marker', 'refuse', 'a'.repeat(256), 'あ'.repeat(86));

  inEach('control', [...names, ...free], 'refuse', '\0', '\n', '\r', '\t', '\u001b[2J', '\u0007', '\u007f', '\u0085', '\u009b31m');
  const invisible = ['\u202e', '\u200b', '\ufeff', '\u2066', '\u00ad', '\u2028'];
  inEach('invisible', names, 'refuse', ...invisible);
  inEach('invisible', ['path', 'pattern', 'marker'], 'exact', ...invisible);
  inEach('surrogate', [...names, ...free], 'refuse', '\ud800', '\udc00x');

  const nfc = 'がぎ';
  const nfd = nfc.normalize('NFD');
  add('unicode', 'job-name', 'refuse', nfd, '\u212a', '\u3099x');
  add('unicode', 'job-name', 'exact', nfc, 'ｗｅｂ', 'Веб', '写真 2025');
  add('unicode', 'host-name', 'refuse', 'w\u0435b1', 'ｗｅｂ１', nfc, 'web\u0662');
  add('unicode', 'user', 'refuse', '\u212aim', '\u017fam', 'ユーザ', 'r\u043e\u043et');
  add('unicode', 'address', 'refuse', '\uff4cocalhost', 'l\u043ecalhost', '例え.jp', '１27.0.0.1');
  add('unicode', 'path', 'exact', ...inPath(nfc, `${nfd} d`, 'Веб', '写真 2025', '👩‍💻', '\ufffd'));
  add('unicode', 'pattern', 'exact', nfc, nfd, '写真', '👩‍💻');

  inEach('blank', ['host-name', 'address', 'user', 'fingerprint', 'retention', 'port', 'command'], 'refuse', ' ', '\u3000', '\u00a0');
  for (const kind of [...names, ...free]) add('blank', kind, 'refuse', '');
  for (const kind of [...names, 'path', 'key-file'] as const) add('blank', kind, 'refuse', ' ');
  add('blank', 'job-name', 'refuse', ' web', 'web ', '\u3000web');
  add('blank', 'path', 'exact', ...inPath(' ', ' a', 'a ', 'a  b'));
  add('blank', 'pattern', 'exact', ' ', ' a', 'a ', '+ **', '- x', '+ x');
  add('blank', 'marker', 'exact', ' ', 'no backup');
  add('glob', 'path', 'exact', ...inPath('[1]', '*', '?', '**', 'a[!b]*c', '{a,b}', '~', '#', '!x', "it's", '"q"', '$HOME', '=', ','));
  add('glob', 'pattern', 'exact', '[', ']', '[]', '[!', '{a,b}', '!x', '#x', '~', '$HOME', '"', "'");
  add('glob', 'marker', 'exact', '*', '[x]', '$(id)', '"', "'", '~', '@x', '=x');
  add('outside', 'pattern', 'refuse', '/etc/passwd', '/', 'ignorecase:', 'ignorecase:/etc');

  const badPorts = [
    '0',
    '65536',
    '-1',
    '22.5',
    'NaN',
    'Infinity',
    '0x16',
    '1e2',
    '+22',
    '0b11',
    '２２',
    '٢٢',
    '99999999999999999999',
    '2 2',
    '022x',
  ];
  add('number', 'port', 'refuse', ...badPorts);
  add('number', 'retention', 'refuse', '0D', '-1D', '1', 'D', '1.5Y', '10000D', '1y', '1YY', '1Y1M', '0x1D', '１Y', 'now', '2020-01-01');
  add('number', 'retention', 'exact', '9999D', '1W');
  add(
    'number',
    'fingerprint',
    'refuse',
    `MD5:${'0:'.repeat(15)}0`,
    `${FINGERPRINT}=`,
    FINGERPRINT.slice(0, -1),
    `sha256:${'A'.repeat(43)}`,
  );
  add('number', 'address', 'exact', '127.0.0.1', '127.1', '0x7f.1', '2130706433', 'LocalHost');
  add('number', 'user', 'exact', 'a_b.c-d', 'machine$', '_x', 'Root');
  return [...found.values()];
}

/** A key name, a key number in JSON: values of a wrong shape for a field that wants a text. Parsed, they carry own prototype keys. */
export const wrongShapes: readonly string[] = [
  '0',
  '-1',
  '1e308',
  '1e400',
  '9007199254740993',
  'true',
  '[]',
  '["x"]',
  '{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"length":1,"0":"x"}',
  '{"toString":"x"}',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
];

function valueOf(kind: HostileKind, room: string): string {
  if (kind === 'path') return join(room, 'srv');
  if (kind === 'key-file') return join(room, 'keys', 'id');
  return plain[kind];
}

/** The piece before, within or behind the value; a path stays absolute. */
function put(value: string, piece: string, kind: HostileKind, at: number): string {
  const first = kind === 'path' || kind === 'key-file' ? value.lastIndexOf('/') + 1 : 0;
  const cut = [first, first + Math.ceil((value.length - first) / 2), value.length][at] ?? 0;
  return value.slice(0, cut) + piece + value.slice(cut);
}

function verdictOf(kind: HostileKind, piece: string): HostileInput['expected'] {
  if (kind === 'marker' || /\p{Cc}/u.test(piece)) return 'refuse';
  return kind === 'key-file' && /["%$\\]/.test(piece) ? 'refuse' : 'exact';
}
