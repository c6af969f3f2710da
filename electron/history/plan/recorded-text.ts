import { recordedAttributes, type RecordedAttributes } from './plan-order.ts';
import { unescaped } from './recorded-names.ts';

const accessList = 'system.posix_acl_access';
const defaultList = 'system.posix_acl_default';
const defaultEntry = 'default:';
const ofGroup = /^group::([r-])([w-])([x-])/;
/** So many entries are what every mode is, and no list of their own. */
const plainEntries = 3;

/** What the lines of a file of recorded attributes come to, as `recordedText` writes it. */
const texts: Record<RecordedAttributes, (lines: readonly string[]) => string[]> = {
  access_control_lists: (lines) => {
    const inherited = lines.filter((line) => line.startsWith(defaultEntry)).length;
    const own = lines.length - inherited;
    const [, ...given] = lines.map((line) => ofGroup.exec(line)).find((match) => match !== null) ?? [];
    const bits = given.reduce((sum, letter) => sum * 2 + (letter === '-' ? 0 : 1), 0);
    return [
      ...(own > plainEntries ? [`${accessList}=${String(own)},${String(bits)}`] : []),
      ...(inherited > 0 ? [`${defaultList}=${String(inherited)}`] : []),
    ];
  },
  extended_attributes: (lines) => lines.map(unescaped).filter((name) => !/[\0\n=]/.test(name)),
};

/** What one file of recorded attributes has of an entry, and which of them it is. */
export type RecordedLines = { base: RecordedAttributes; lines: readonly string[] };

/**
 * What a session has recorded of an entry, for whoever has to know whether it came back: a line for each extended attribute with its name, and
 * for each access control list with how many entries it has, that of the entry itself also with the rights of the group (0 to 7).
 */
export const recordedText = (recorded: readonly RecordedLines[]): string =>
  recordedAttributes
    .flatMap((each) => recorded.filter(({ base }) => base === each).flatMap(({ base, lines }) => texts[base](lines)))
    .join('\n');
