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
  const shapes = wrongShapes.filter((shape) => shape.length < 5000 && !(name === 'autostart.set' && shape === 'true'));
  return [
    undefined,
    ...['null', '5', 'true', '"x"', '[]', `[${text}]`, deep(1000), '{"a":{"b":{"c":[{}]}}}'],
    ...extras.map((extra) => withField(extra, '{"polluted":true}')),
    ...shapeOf(name).map(without),
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

const nobody = fc.constantFrom('nobody', 'no-body', 'host-1', 'Unknown', 'job 1', '写真', 'a'.repeat(64), 'a'.repeat(65), '-x', '');
const place = fc.constantFrom(
  '/nowhere/from',
  '/nowhere/to',
  '/nowhere/a b',
  'nobody:/srv',
  'relative',
  '/nowhere/../x',
  '/',
  '::',
  '/nowhere/\u0000',
);
const rule = fc.record({
  action: fc.constantFrom('include', 'exclude', 'neither'),
  pattern: fc.string({ unit: 'grapheme', maxLength: 20 }),
});

/** What may stand in a field of each name: mostly what passes the schema, never what names something that exists. */
const likely: Record<string, fc.Arbitrary<unknown>> = {
  name: nobody,
  was: nobody,
  address: fc.constantFrom('nowhere.invalid', '192.0.2.1', '::1', 'a b', '-x'),
  port: fc.oneof(fc.integer({ min: 1, max: 65_535 }), fc.integer()),
  user: fc.constantFrom('backup', 'root', 'a$', 'ä', '-l'),
  keyFile: fc.constantFrom('/nowhere/key', '/nowhere/"', 'relative', '/nowhere/%h'),
  command: fc.constantFrom('rdiff-backup', 'sudo -n rdiff-backup', '/nowhere/rdiff-backup', 'sh'),
  fingerprint: fc.oneof(fc.constant(`SHA256:${'A'.repeat(43)}`), fc.string()),
  from: place,
  to: place,
  rules: fc.array(rule, { maxLength: 4 }),
  presets: fc.array(fc.constantFrom('web', 'home', 'mail', 'windows', 'none'), { maxLength: 5 }),
  oneFileSystem: fc.boolean(),
  marker: fc.option(fc.constantFrom('.nobackup', '', 'a/b', '..')),
  retention: fc.option(fc.constantFrom('1Y', '30D', '0D', 'for ever')),
  adopt: fc.boolean(),
  run: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.maxSafeInteger(), fc.double()),
  limit: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer()),
  before: fc.option(fc.integer({ min: 1, max: 9 })),
  show: fc.constantFrom('all', 'good', 'bad', 'ugly'),
  part: fc.constantFrom('output', 'errors', 'all'),
  offset: fc.oneof(fc.nat(), fc.double()),
  // Never `true`: on a desktop that would be done.
  on: fc.constantFrom('yes', 0, 1, null),
  language: fc.constantFrom('system', 'en', 'ja', 'fr'),
  appearance: fc.constantFrom('system', 'light', 'dark', 'pink'),
  atQuit: fc.constantFrom('ask', 'leave', 'cancel', 'wait'),
  notifications: fc.boolean(),
};

/** Random inputs of a request as JSON, the same for the same seed: out of its schema's fields, half right and half anything. */
export function randomInputs(name: RequestName, count: number, seed: number): string[] {
  const fields = shapeOf(name).map((field): [string, fc.Arbitrary<unknown>] => {
    const values = likely[field];
    if (!values) throw new Error(`no values for the field ${field} of ${name}`);
    const other = name === 'autostart.set' ? fc.string() : fc.jsonValue({ maxDepth: 3 });
    return [field, fc.oneof({ weight: 6, arbitrary: values }, { weight: 1, arbitrary: other })];
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
