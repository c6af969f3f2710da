import * as fc from 'fast-check';
import { requests, type RequestName } from '../../electron/contract/requests.ts';
import { maxAskLength } from '../../electron/contract/wire.ts';
import { wrongShapes } from './hostile-input.ts';

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const shapeOf = (name: RequestName) => Object.keys(requests[name].input.shape);

/** Inputs of a wrong form for a request, made of one that is right, as JSON. */
export function wrongInputs(name: RequestName, right: object): (string | undefined)[] {
  const text = JSON.stringify(right);
  const withField = (field: string, value: string) => {
    const others = Object.entries(right).filter(([key]) => key !== field);
    return `{${[...others.map(([key, other]) => `${JSON.stringify(key)}:${JSON.stringify(other)}`), `${JSON.stringify(field)}:${value}`].join()}}`;
  };
  const without = (field: string) => JSON.stringify(Object.fromEntries(Object.entries(right).filter(([key]) => key !== field)));
  const extras = ['extra', '__proto__', 'constructor', 'toString', 'remoteSchema', ''];
  const surrogates = ['"\\ud800"', '"\\udc00x"', '"a\\u0000b"', '"\\u202e"', '"__proto__"'];
  // Numbers that a machine cannot hold exactly become others on the way to a page, and not in a text.
  const shapes = wrongShapes.filter(
    (shape) => shape.length < 5000 && !((name.endsWith('.set') || name === 'history.open') && /^(?:true|false)$/.test(shape)),
  );
  return [
    undefined,
    ...['null', '5', 'true', '"x"', '[]', `[${text}]`, deep(1000), '{"a":{"b":{"c":[{}]}}}'],
    ...extras.map((extra) => withField(extra, '{"polluted":true}')),
    ...Object.keys(right).map(without),
    ...shapeOf(name).flatMap((field) =>
      [...shapes, ...surrogates, deep(500), `"${'x'.repeat(100_000)}"`].map((value) => withField(field, value)),
    ),
    withField('padding', `"${'x'.repeat(maxAskLength)}"`),
  ];
}

/** Names that no request has. */
export const wrongNames = [
  '',
  ' ',
  'status ',
  'STATUS',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'host',
  'host.',
  '.',
  'run.start\0',
  'x'.repeat(100),
];

const nobody = fc.constantFrom('nobody', 'no-body', 'Unknown.1', 'a'.repeat(64));
/** Names for what is written down, and would otherwise exist when something else is asked about it. */
const written = fc.constantFrom('written 1', 'written 2', '書いた');
const rule = fc.record({ action: fc.constant('exclude'), pattern: fc.constantFrom('cache', '**/tmp', '写真', '[a-z]*', '**') });

const zone = fc.constantFrom(null, 'Asia/Tokyo', 'Europe/Berlin', 'Nowhere/City');
const rhythm = fc.oneof(
  fc.record({ kind: fc.constant('daily'), at: fc.constantFrom('02:30', '23:59', '24:00') }),
  fc.record({ kind: fc.constant('weekly'), days: fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 7 }), at: fc.constant('03:00') }),
  fc.record({ kind: fc.constant('hourly'), every: fc.constantFrom(1, 6, 7), minute: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ kind: fc.constant('monthly'), day: fc.constantFrom('last', 1, 31), at: fc.constant('04:00') }),
  fc.record({ kind: fc.constant('cron'), rule: fc.constantFrom('30 2 * * *', '@daily', '0 0 30 2 *', '* * * * * *', 'x') }),
);
const schedule = fc.record({ rhythm, zone });
const webAddress = fc.constantFrom(null, 'http://127.0.0.1:1/x', 'https://nowhere.invalid/', 'file:///etc/passwd');
/** Nobody listens there: nothing is sent. */
const mail = fc.record({
  host: fc.constant('127.0.0.1'),
  port: fc.constant(1),
  tls: fc.constantFrom('none', 'starttls', 'tls'),
  user: fc.option(fc.constantFrom('me', 'backup@example.com')),
  password: fc.constantFrom('file', 'ask', 'keyring'),
  from: fc.constantFrom('modosu@example.com', 'nobody'),
  to: fc.array(fc.constantFrom('a@example.com', 'b@example.com', 'a@x\r\nRCPT TO:<c@d>'), { minLength: 1, maxLength: 2 }),
});

/** What may stand in a field of each name: it passes the schema, and names nothing that exists. */
const right: Record<string, fc.Arbitrary<unknown>> = {
  name: nobody,
  was: nobody,
  address: fc.constantFrom('nowhere.invalid', '192.0.2.1', '::1'),
  port: fc.integer({ min: 1, max: 65_535 }),
  user: fc.constantFrom('backup', 'root', 'a$'),
  keyFile: fc.constantFrom('/nowhere/key', '/nowhere/a b'),
  readKeyFile: fc.constantFrom(null, '/nowhere/key', '/nowhere/read key'),
  command: fc.constantFrom('rdiff-backup', 'sudo -n rdiff-backup', '/nowhere/rdiff-backup'),
  fingerprint: fc.constant(`SHA256:${'A'.repeat(43)}`),
  from: fc.constantFrom('/nowhere/from', '/nowhere/a b', 'nobody:/srv', 'relative'),
  to: fc.constantFrom('/nowhere/to', '/nowhere/from/inside', '/nowhere/to/inside', 'nobody:/srv'),
  rules: fc.array(rule, { maxLength: 4 }),
  presets: fc.array(fc.constantFrom('web', 'home', 'mail', 'windows'), { maxLength: 4 }),
  oneFileSystem: fc.boolean(),
  marker: fc.option(fc.constantFrom('.nobackup', ' ', '目印')),
  retention: fc.option(fc.constantFrom('1Y', '30D', '9999W')),
  adopt: fc.boolean(),
  run: fc.oneof(fc.constantFrom(1, 2, 3, 5), fc.integer({ min: 5, max: Number.MAX_SAFE_INTEGER })),
  limit: fc.integer({ min: 1, max: 1000 }),
  before: fc.option(fc.integer({ min: 1, max: 9 })),
  show: fc.constantFrom('all', 'good', 'bad'),
  part: fc.constantFrom('output', 'errors'),
  offset: fc.nat(),
  // Never `true`: on a desktop that would be done.
  on: fc.constantFrom('yes', 0, 1, null),
  language: fc.constantFrom('system', 'en', 'ja'),
  appearance: fc.constantFrom('system', 'light', 'dark'),
  atQuit: fc.constantFrom('ask', 'leave', 'cancel'),
  notifications: fc.boolean(),
  schedule: fc.option(schedule),
  rhythm,
  zone,
  targetHours: fc.option(fc.integer({ min: 1, max: 9999 })),
  notOnBattery: fc.boolean(),
  ping: webAddress,
  webhook: webAddress,
  of: fc.constantFrom('ping', 'webhook'),
  length: fc.constantFrom('1h', '4h', 'tomorrow', 'resumed'),
  open: fc.boolean(),
  unsent: fc.boolean(),
  at: fc.constantFrom('now', '3B', '10D', 'yesterday 14:00', '2026-07-28', 'soon', '99999999999999999999'),
  path: fc.constantFrom('', 'one.txt', 'a/b', 'x\udcff', 'a//b', '../x', '-x', '\u202e'),
  paths: fc.array(fc.constantFrom('', 'one.txt', '..'), { maxLength: 3 }),
  order: fc.constantFrom('name', 'size', 'modified'),
  later: fc.boolean(),
  best: fc.boolean(),
  again: fc.boolean(),
  text: fc.constantFrom('one', '*.txt', '"', "' OR 1", 'é', '見'),
  cursor: fc.option(fc.constantFrom('', 'job-00000000 5', 'x')),
  by: fc.constantFrom('size', 'versions'),
  handle: fc.constantFrom('take-00000000', 'take-', '../x'),
  sessions: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
  id: fc.integer({ min: 1, max: 999 }),
  // Settings in one request, a wish in another.
  mail: fc.oneof(fc.option(mail), fc.boolean()),
  password: fc.option(fc.constantFrom('secret', 'p@ß wörd')),
  mailOnSuccess: fc.boolean(),
  place: fc.constantFrom({ kind: 'new' }, { kind: 'original' }, { kind: 'path', to: '/nowhere/x' }, { kind: 'path', to: 'nobody:/srv' }),
  exact: fc.boolean(),
  special: fc.boolean(),
  withoutLinks: fc.boolean(),
  confirmed: fc.record({ replace: fc.integer({ min: -1, max: 9 }), remove: fc.nat() }),
  scope: fc.constantFrom('sample', 'full'),
  drillDays: fc.option(fc.integer({ min: 0, max: 366 })),
  weeklyReport: fc.boolean(),
  log: fc.record({
    path: fc.constantFrom(null, '/nowhere/backup.log'),
    maxBytes: fc.integer({ min: 10_000, max: 1e9 }),
    keep: fc.integer({ min: 0, max: 99 }),
    journal: fc.boolean(),
  }),
};
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', '-x', '../x', 'a\u0000b', '\ud800', '\u202e', '__proto__', 0, -1, 1.5, 1e308, 2 ** 53, null),
  fc.string({ unit: 'grapheme' }),
);

/** Random inputs of a request as JSON, the same for the same seed: out of its schema's fields, about half of them right. */
export function randomInputs(name: RequestName, count: number, seed: number): string[] {
  const fields = shapeOf(name).map((field): [string, fc.Arbitrary<unknown>] => {
    const values = field === 'name' && 'from' in requests[name].input.shape ? written : right[field];
    if (!values) throw new Error(`no values for the field ${field} of ${name}`);
    const other = name === 'autostart.set' || name === 'watchdog.set' ? fc.string() : strange;
    return [field, fc.oneof({ weight: 12, arbitrary: values }, { weight: 1, arbitrary: other })];
  });
  const record = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  const whole = fc.record(Object.fromEntries(fields));
  const extra = fc
    .tuple(whole, fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 }))
    .map(([one, two]) => ({ ...two, ...one }));
  const anything = fc.jsonValue({ maxDepth: 6 });
  const inputs = fc.oneof(
    { weight: 5, arbitrary: whole },
    { weight: 2, arbitrary: record },
    { weight: 2, arbitrary: extra },
    { weight: 1, arbitrary: anything },
  );
  return fc.sample(inputs, { numRuns: count, seed }).map((input) => JSON.stringify(input));
}
