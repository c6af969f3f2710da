/** What a session did, folders counted as the tool counts them: among the files, with no bytes. */
export type Counts = {
  files: number;
  bytes: number;
  newFiles: number;
  newBytes: number;
  deleted: number;
  deletedBytes: number;
  changed: number;
  changedBytes: number;
};

const seconds = 95;

/** The `session_statistics` of a session. */
export function statisticsOf(time: number, isFirst: boolean, counts: Counts): string {
  const inWords = (at: number) => new Date(at * 1000).toUTCString();
  const increments = isFirst ? 0 : counts.newFiles + counts.deleted + counts.changed;
  const incrementBytes = isFirst ? 0 : Math.round(counts.changedBytes * 0.2 + counts.deletedBytes * 0.6);
  const bytes = (name: string, value: number) => `${name} ${String(value)} (${String(value)} bytes)`;
  return `${[
    `StartTime ${String(time)}.00 (${inWords(time)})`,
    `EndTime ${String(time + seconds)}.50 (${inWords(time + seconds)})`,
    `ElapsedTime ${String(seconds)}.50 (1 minute 35.50 seconds)`,
    `SourceFiles ${String(counts.files)}`,
    bytes('SourceFileSize', counts.bytes),
    `MirrorFiles ${String(isFirst ? 1 : counts.files - counts.newFiles + counts.deleted)}`,
    bytes('MirrorFileSize', isFirst ? 0 : counts.bytes - counts.newBytes + counts.deletedBytes),
    `NewFiles ${String(counts.newFiles)}`,
    bytes('NewFileSize', counts.newBytes),
    `DeletedFiles ${String(counts.deleted)}`,
    bytes('DeletedFileSize', counts.deletedBytes),
    `ChangedFiles ${String(counts.changed)}`,
    bytes('ChangedSourceSize', counts.changedBytes),
    bytes('ChangedMirrorSize', counts.changedBytes),
    `IncrementFiles ${String(increments)}`,
    bytes('IncrementFileSize', incrementBytes),
    bytes('TotalDestinationSizeChange', incrementBytes + counts.newBytes - counts.deletedBytes),
    'Errors 0',
  ].join('\n')}\n`;
}
