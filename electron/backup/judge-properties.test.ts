import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isGreen } from '../contract/outcome.ts';
import { sampleSession } from '../contract/samples.testing.ts';
import { isHarmless } from '../rdiff-backup/rdiff-backup.ts';
import { began, found, one, recursion, regressing } from './found.testing.ts';
import { judge, type Found } from './judge.ts';

const sign = fc.constantFrom('', regressing, recursion, 'WARNING: odd', 'ERROR: odd', 'OSError: x', 'Host key verification failed.', one);
const rarely = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const evidence = fc
  .record({
    code: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(0, 2) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
      fc.constant(null),
    ),
    cancelled: rarely(false, true),
    flooded: rarely(false, true),
    regressed: fc.boolean(),
    deadEnd: rarely(false, true),
    at: rarely(1, 0, -1),
    session: rarely('there', 'none'),
    markers: rarely('its own', 'none', 'two', 'older', 'later', 'unreadable'),
    made: fc.record({ files: fc.nat(200), bytes: rarely(5, 0), errors: rarely(0, 1) }),
    previous: fc.option(fc.record({ files: fc.nat(200), bytes: rarely(5, 0) }).map((change) => sampleSession(change))),
    printed: sign,
    notSavedCount: rarely(0, 1),
  })
  .map(({ at, session, markers, made, ...rest }) => {
    const mine = began + at;
    const times = { 'its own': [mine], none: [], two: [mine - 1, mine], older: [began - 1], later: [mine + 1], unreadable: null }[markers];
    return { ...rest, session: session === 'none' ? undefined : sampleSession({ ...made, time: mine }), markers: times ?? null };
  });

it('green is shown only from positive evidence, whatever else there is (I2)', () => {
  let green = 0;
  fc.assert(
    fc.property(evidence, ({ printed, notSavedCount, ...given }) => {
      const clean = found({ ...given, printed });
      const all: Found = { ...clean, stream: { ...clean.stream, notSavedCount } };
      if (!isGreen(judge(all).kind)) return;
      green += 1;
      const { code, session: made, markers, previous, stream, flooded, cancelled } = all;
      expect([0, 2]).toContain(code);
      expect(flooded || notSavedCount > 0 || made === undefined || made.errors > 0).toBe(false);
      expect(made!.time).toBeGreaterThanOrEqual(began);
      expect(markers).toEqual([made!.time]);
      expect(stream.warnings.filter((line) => !isHarmless(line))).toEqual([]);
      expect(code === 2 && stream.warnings.length === 0).toBe(false);
      // A wish to cancel that came too late takes nothing away from a session that is complete.
      expect(cancelled && code !== 0).toBe(false);
      expect(made!.bytes === 0 && previous?.bytes !== 0).toBe(false);
      expect(previous !== null && previous.files >= 10 && made!.files * 2 < previous.files).toBe(false);
    }),
    { numRuns: 10_000 },
  );
  expect(green).toBeGreaterThan(500);
});

it('an outcome that is not green always says why (I3)', () => {
  fc.assert(
    fc.property(evidence, ({ printed, notSavedCount, ...given }) => {
      const clean = found({ ...given, printed });
      const { kind, cause } = judge({ ...clean, stream: { ...clean.stream, notSavedCount } });
      expect(cause === null).toBe(isGreen(kind));
    }),
    { numRuns: 5000 },
  );
});
