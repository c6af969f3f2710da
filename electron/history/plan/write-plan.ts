import { join } from 'node:path';
import { bytesOf, textOf, type EntryPath } from '../../contract/entry-path.ts';
import { sourcePath, type Renamed } from '../../contract/renamed.ts';
import type { Files, IndexFile } from '../../platform/ports.ts';
import { createPaths } from '../questions/paths.ts';
import { versionAt } from '../questions/state.ts';
import { createViews } from '../questions/view.ts';
import { kindCodes, stillThere } from '../tables.ts';
import { bytesAsText, choiceOf, renamedChoice, type Choice } from './choice.ts';
import { createLinkGroups, recordsLinks } from './link-groups.ts';
import { recordables, type PlanOrder, type PlanSums, type RecordedAttributes, type UnreadableList, type Way } from './plan-order.ts';
import { ownersOf, recordText, targetOf, type Planned } from './plan-record.ts';
import { createSums } from './plan-sums.ts';
import { attributeFiles, openRecordedNames, UnreadableAttributes, type AttributeFile, type RecordedNames } from './recorded-names.ts';
import { recordedText } from './recorded-text.ts';
import { walk, type PlannedState, type Walked } from './walk.ts';

type Tools = { files: Files; open: (path: string, options: { readOnly: true }) => IndexFile };
/** What is to be planned. `isMirrorKnown`: the mirror is that of the newest session in the index. */
type Task = {
  index: IndexFile;
  number: number;
  choice: Choice | null;
  renamed: Renamed | null;
  into: string;
  quoted: boolean;
  isMirrorKnown: boolean;
};

/** So much is written at once. */
const pieceLength = 1024 * 1024;

/**
 * Writes down what the chosen entries were at a session, parents before children, for whoever restores them. Refuses with `no-session` and
 * `session-damaged`. The index may be changed meanwhile; one that grows during a plan is planned as it was at the beginning.
 */
export async function writePlan({ files, open }: Tools, order: PlanOrder): Promise<PlanSums> {
  const { file, data, attributes, session, paths, renamed, into } = order;
  const index = open(file, { readOnly: true });
  try {
    index.exec('PRAGMA cache_size = -16384; BEGIN');
    const view = createViews(index)();
    const number = view.numberOf(session);
    const quoted = ((await files.text(join(data, 'chars_to_quote'), 4096)) ?? '').length > 0;
    const ways = createPaths(index);
    const at = index.prepare(`SELECT 1 FROM version v WHERE ${versionAt('v', '?1', '?2')}`);
    const isThere = (path: EntryPath) => at.get(ways.find(view, path) ?? 0, number) !== undefined;
    const asked = [...new Set(paths)];
    const there = asked.filter(isThere);
    const missing = asked.filter((path) => !isThere(path));
    const entryOf = (path: EntryPath) => ways.entryOf(view, path);
    const choice = there.length === 0 ? null : renamed ? renamedChoice(renamed, entryOf) : choiceOf(there, entryOf);
    const isMirrorKnown = view.sessions.at(-1)?.number === view.newest;
    const task = { index, number, choice, renamed, into, quoted, isMirrorKnown };

    const newest = view.sessions.at(-1)?.time ?? session;
    const found = await attributeFiles(files, attributes, [session, newest]);
    const sums = await writeWith(files, task, order, found);
    const isReadable = ({ base }: AttributeFile) => sums.unreadable.every((list) => list.base !== base);
    const recorded = recordables.filter((each) =>
      each === 'hard_links'
        ? recordsLinks(index, number)
        : found.some((one) => one.base === each && one.time === session && isReadable(one)),
    );
    return { ...sums, recorded, quoted, missing };
  } catch (error) {
    await files.remove(into);
    throw error;
  } finally {
    index.close();
  }
}

type Written = Omit<PlanSums, 'recorded' | 'unreadable' | 'quoted' | 'missing'> & { usesTool: boolean };

type Reader = { base: RecordedAttributes; isOfSession: boolean; names: RecordedNames };
/** What is known of an entry's attributes: whether it may have more than the index tells of, and which, as far as the session says. */
type Recorded = { isDoubtful: boolean; text: string };

/**
 * What a list of the session cannot tell any more rdiff-backup cannot give either, and would stop at: the plan is made without that list and
 * without others of its sort. Where it is a list of the newest session that says nothing, rdiff-backup has to restore everything.
 */
async function writeWith(files: Files, task: Task, { session, byTool }: PlanOrder, found: readonly AttributeFile[]) {
  const broken: AttributeFile[] = [];
  for (;;) {
    const ofSession = broken.filter(({ time }) => time === session);
    const isLost = ({ base }: AttributeFile) => ofSession.some((one) => one.base === base);
    const isAllDoubtful = !broken.every(isLost);
    const readers = found
      .filter((one) => !broken.includes(one) && !isLost(one))
      .map(({ base, time, path }): Reader => ({ base, isOfSession: time === session, names: openRecordedNames(files, path) }));
    try {
      const { usesTool, ...written } = await write(files, task, (path) => recordedIn(readers, path, isAllDoubtful));
      // rdiff-backup reads those of the session to their end.
      if (usesTool || byTool) for (const { isOfSession, names } of readers) if (isOfSession) await names.toEnd();
      return { ...written, unreadable: ofSession.map(({ base, file }): UnreadableList => ({ base, file })) };
    } catch (error) {
      const culprit = error instanceof UnreadableAttributes ? found.find(({ path }) => path === error.path) : undefined;
      if (!culprit) throw error;
      broken.push(culprit);
    } finally {
      for (const { names } of readers) await names.close();
    }
  }
}

const nothing: Recorded = { isDoubtful: false, text: '' };

/** What the files have of an entry; the one that has to be awaited first where that is not known yet. */
function recordedIn(readers: readonly Reader[], path: string, isAllDoubtful: boolean): Recorded | RecordedNames {
  let isDoubtful = isAllDoubtful;
  for (const { names } of readers) {
    const has = names.has(path);
    if (has === undefined) return names;
    isDoubtful ||= has;
  }
  if (!isDoubtful) return nothing;
  const having = readers.filter(({ isOfSession, names }) => isOfSession && names.has(path));
  return { isDoubtful, text: recordedText(having.map(({ base, names }) => ({ base, lines: names.lines() }))) };
}

async function write(files: Files, task: Task, recorded: (path: string) => Recorded | RecordedNames): Promise<Written> {
  const { index, number, choice, renamed, into } = task;
  const owners = ownersOf(index);
  const groups = createLinkGroups(index, number);
  const { add, sums, chosenNames, owners: ownerCount } = createSums(owners);
  await files.write(into, '');
  let text = '';
  let usesTool = false;
  for (const walked of choice ? walk(index, number, choice) : []) {
    const path = renamed ? bytesAsText(bytesOf(sourcePath(renamed, textOf(Buffer.from(walked.path, 'latin1'))))) : walked.path;
    let its = recorded(path);
    while ('more' in its) {
      await its.more();
      its = recorded(path);
    }
    const planned = plannedOf(walked, its, task, groups.hashOf);
    if (walked.isTwin) sums.caseTwins += 1;
    if (walked.isChosen) add(planned);
    usesTool ||= planned.way === 't' || planned.way === 'a';
    text += recordText(planned, owners);
    if (text.length < pieceLength) continue;
    await files.append(into, Buffer.from(text, 'latin1'));
    text = '';
  }
  await files.append(into, Buffer.from(text, 'latin1'));
  const splitLinks = choice?.isWhole === true && !renamed ? 0 : groups.split(chosenNames);
  return { ...sums, owners: ownerCount(), splitLinks, usesTool };
}

type HashOf = (key: string, size: number | null) => string | null;

function plannedOf({ path, state, isChosen }: Walked, { isDoubtful, text }: Recorded, task: Task, hashOf: HashOf): Planned {
  if (!state) return { path, state, sha1: '', target: '', way: 'u' };
  const sha1 = state.sha1 ?? (state.links === null ? null : hashOf(state.links, state.size)) ?? '';
  const target = targetOf(state);
  const above = isDoubtful ? 'a' : 'u';
  const way = isChosen ? wayOf(state, sha1, target, isDoubtful, task) : above;
  const isPointing = state.kind === kindCodes.link || state.kind === kindCodes.device;
  return { path, state, sha1, target: isPointing ? target : text, way };
}

function wayOf(state: PlannedState, sha1: string, target: string, isDoubtful: boolean, { quoted, isMirrorKnown }: Task): Way {
  if (isDoubtful) return 't';
  if (state.kind === kindCodes.link || state.kind === kindCodes.device) return target === '' ? 't' : '-';
  if (state.kind !== kindCodes.file) return '-';
  if (quoted || sha1 === '') return 't';
  return isMirrorKnown && state.until === stillThere ? 'm' : 'i';
}
