import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute and more: begun last, it would leave a machine with nothing else to do. */
const longest = [
  'faults',
  'night',
  'restore-round-trip',
  'contract-parity',
  'desktop-tray',
  'truth',
  'settings',
  'removal-kills',
  'rule-properties',
];

/** Begins with the longest files; the others come in Vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
