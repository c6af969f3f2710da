import type { Files } from '../../platform/ports.ts';
import {
  absentKind,
  closeRecords,
  comparePaths,
  DamagedMetadata,
  ended,
  look,
  openRecords,
  pass,
  seen,
  takeIn,
  unknown,
  type RecordReader,
} from '../../rdiff-backup/rdiff-backup.ts';
import { stillThere } from '../tables.ts';
import { createPathHeap } from './path-heap.ts';
import { isSameState, readState, type Owners, type RecordState } from './record-state.ts';
import { isSameRecord, type Stream } from './same-records.ts';
import { createWalkedPath, type WalkedPath } from './walked-path.ts';

/** A metadata file and the number of its session; `stillThere` for one that is only read to know what a session before it had. */
export type Source = { number: number; kind: 'snapshot' | 'diff'; file: string };

/** A state of a path, and the sessions `since <= number < until` that have it. */
export type Span = { since: number; until: number; state: RecordState };

/** Hears of each path once, in the order of rdiff-backup. */
export type Sink = {
  /** Every source has the very record that `reader` sees. */
  whole(path: WalkedPath, reader: RecordReader): void;
  /** The states that the path has had, newest first. */
  changed(path: WalkedPath, spans: readonly Span[]): void;
};

export type MergeOptions = {
  files: Pick<Files, 'stream'>;
  folder: string;
  /** Newest first, the first being a snapshot. */
  sources: readonly Source[];
  owners: Owners;
  sink: Sink;
  /** Called now and then with the number of paths so far, and the bytes of the newest snapshot. */
  passed?: (paths: number, bytes: number) => void;
};

// All readers together hold about three pieces each.
const memoryBytes = 64 * 1024 * 1024;
const pieceFor = (readers: number): number => Math.max(16_384, Math.min(262_144, Math.floor(memoryBytes / (4 * readers))));
const openedAtOnce = 32;
const passedEvery = 4096;

/**
 * Reads metadata files side by side and tells of each path what states it has had. Throws `DamagedMetadata` as soon as it comes upon a place
 * in a file that is not as it should be.
 */
export async function mergeMetadata({ files, folder, sources, owners, sink, passed }: MergeOptions): Promise<void> {
  const piece = pieceFor(sources.length);
  const streams: Stream[] = [];
  try {
    for (const [order, { file, kind }] of sources.entries()) {
      const reader = openRecords(files, folder, file, piece);
      const isSnapshot = kind === 'snapshot';
      streams.push({ reader, order, isSnapshot, isHit: false, same: 0, stride: 4096 });
      if (streams.length % openedAtOnce === 0) await takeInSmall(streams.slice(-openedAtOnce), sources.length);
    }
    await merge(streams, sources, owners, sink, passed);
  } finally {
    for (const { reader } of streams) await closeRecords(reader);
  }
}

/** Takes in what is small as a whole: of thousands of sessions, most files are, and an open one takes more memory than what is in it. */
async function takeInSmall(streams: readonly Stream[], readers: number): Promise<void> {
  const small = Math.min(131_072, memoryBytes / readers);
  for (const { reader } of streams) while (!reader.isLast && reader.taken < small) await takeIn(reader);
}

async function ready({ reader }: Stream): Promise<boolean> {
  let found = look(reader);
  while (found === unknown) {
    await takeIn(reader);
    found = look(reader);
  }
  return found !== ended;
}

async function merge(
  streams: readonly Stream[],
  sources: readonly Source[],
  owners: Owners,
  sink: Sink,
  passed: MergeOptions['passed'],
): Promise<void> {
  const snapshots = streams.filter(({ isSnapshot }) => isSnapshot);
  const [base] = snapshots;
  if (!base) return;
  const others = snapshots.slice(1);
  for (const snapshot of snapshots) {
    if (!(await ready(snapshot))) throw new DamagedMetadata(snapshot.reader.file, 'it is empty');
  }
  const diffs = createPathHeap();
  for (const stream of streams) if (!stream.isSnapshot && (await ready(stream))) diffs.push(stream);
  const path = createWalkedPath();
  const newest = base.reader;

  for (let paths = 0; ; paths += 1) {
    if (paths % passedEvery === 0) passed?.(paths, newest.taken);
    // Spelt out: a wait for what is there already would cost more than the record.
    let found = look(newest);
    while (found === unknown) {
      await takeIn(newest);
      found = look(newest);
    }
    if (found === seen && (diffs.first === undefined || isBefore(newest, diffs.first.reader))) {
      let isSame = isInAll(others, newest);
      while (typeof isSame === 'object') {
        await takeIn(isSame.reader);
        isSame = isInAll(others, newest);
      }
      if (isSame) {
        path.moveTo(newest);
        sink.whole(path, newest);
        passTogether(newest, others);
        continue;
      }
    }

    let least = found === seen ? base : undefined;
    for (const other of others) {
      const next = look(other.reader);
      const isThere = next === unknown ? await ready(other) : next === seen;
      if (isThere && (!least || isBefore(other.reader, least.reader))) least = other;
    }
    if (diffs.first && (!least || isBefore(diffs.first.reader, least.reader))) least = diffs.first;
    if (!least) return;
    path.moveTo(least.reader);
    const hits = hitsOf(path, snapshots, diffs);
    sink.changed(path, spansOf(hits, sources, owners));
    forgetSame(base, others);
    for (const hit of hits) {
      if (!hit.isHit) continue;
      hit.isHit = false;
      pass(hit.reader);
      if (!hit.isSnapshot && (await ready(hit))) diffs.push(hit);
    }
  }
}

/** Whether all snapshots have the very record that the newest one has next; one of which more has to be taken in to know it. */
function isInAll(others: readonly Stream[], newest: RecordReader): boolean | Stream {
  for (const other of others) {
    const isSame = isSameRecord(other, newest);
    if (isSame !== true) return isSame ?? other;
  }
  return true;
}

function passTogether(newest: RecordReader, others: readonly Stream[]): void {
  const length = newest.end - newest.at;
  for (const other of others) {
    other.same -= length;
    other.reader.at += length;
    other.reader.isSeen = false;
  }
  pass(newest);
}

const isBefore = (a: RecordReader, b: RecordReader): boolean => comparePaths(a.key, a.keyFrom, a.keyTo, b.key, b.keyFrom, b.keyTo) < 0;

/** What says something about a path, newest first: streams with a record of it, and the other snapshots, which say that it was not there. */
function hitsOf(path: WalkedPath, snapshots: readonly Stream[], diffs: ReturnType<typeof createPathHeap>): Stream[] {
  const hits: Stream[] = [];
  for (const snapshot of snapshots) {
    snapshot.isHit = snapshot.reader.isSeen && path.isAt(snapshot.reader);
    hits.push(snapshot);
  }
  const some = hits.length;
  while (diffs.first && path.isAt(diffs.first.reader)) {
    diffs.first.isHit = true;
    hits.push(diffs.pop());
  }
  return hits.length === some ? hits : hits.sort((a, b) => a.order - b.order);
}

/** Walks from the newest source to the oldest. */
function spansOf(hits: readonly Stream[], sources: readonly Source[], owners: Owners): Span[] {
  const spans: Span[] = [];
  let until = stillThere;
  let state: RecordState | undefined;
  let record: RecordReader | undefined;
  const close = (since: number) => {
    if (state && since !== until) spans.push({ since, until, state });
    until = since;
    state = undefined;
  };
  for (const { order, reader, isHit } of hits) {
    const above = order === 0 ? stillThere : (sources[order - 1] as Source).number;
    if (!isHit || reader.kind === absentKind) {
      close(above);
      continue;
    }
    if (state && record && isSameBytes(record, reader)) continue;
    const older = readState(reader, owners);
    record = reader;
    if (state && older && isSameState(state, older)) continue;
    close(above);
    state = older;
  }
  close((sources.at(-1) as Source).number);
  return spans;
}

const isSameBytes = (a: RecordReader, b: RecordReader): boolean =>
  a.end - a.at === b.end - b.at && a.bytes.compare(b.bytes, b.at, b.end, a.at, a.end) === 0;

/** What is known of bytes to come holds on only for those snapshots that move on together with the newest one. */
function forgetSame(base: Stream, others: readonly Stream[]): void {
  const length = base.reader.end - base.reader.at;
  for (const other of others) {
    if (!base.isHit && !other.isHit) continue;
    other.same = base.isHit && other.isHit && other.same >= length ? other.same - length : 0;
  }
}
