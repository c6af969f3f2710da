import { random, type Random } from './random.ts';

/** How one path stood from a session on, until the next of its versions. `bytes` null: it is a folder. */
export type SyntheticVersion = { since: number; until: number; bytes: number | null; sha1: string | null; modified: number };
export type SyntheticEntry = { name: string; versions: SyntheticVersion[] };
export type SyntheticFolder = { name: string; children: SyntheticFolder[]; id: number };

const filesInFolder = 100;
const widest = 9;

const words =
  'account annual archive budget calendar camera catalogue chart client contact contract customer delivery design draft estimate export final holiday image import index invoice ledger letter list logo mail manual meeting memo menu minutes note offer office order outline page paper payment photo plan poster press price print project proposal protocol quote receipt record report request result roadmap sales scan schedule sheet shop slide staff stock summary survey task tax team template test ticket training travel update vendor video website weekly year'.split(
    ' ',
  );
const japanese = '請求書 見積書 議事録 写真 契約 顧客名簿 会議 報告書 予算 在庫 営業 経理 総務 資料 図面 ひな形 スキャン 送り状'.split(' ');
const endings = '.pdf .docx .xlsx .jpg .jpg .png .txt .csv .html .md .pptx .mp4 .zip .json .css .js .php .eml'.split(' ');

/** The folders of a tree of that many files, the source itself first, children in the order of their bytes. */
export function syntheticFolders(files: number, seed: number): SyntheticFolder {
  const count = Math.max(1, Math.ceil(files / filesInFolder));
  const numbers = random(seed * 31 + 5);
  const root: SyntheticFolder = { name: '', children: [], id: 0 };
  const all = [root];
  for (let id = 1; id < count; id += 1) {
    const parent = all[Math.floor(id / widest)] as SyntheticFolder;
    const word = numbers.next() < 0.12 ? numbers.pick(japanese) : numbers.pick(words);
    const folder = { name: `${word} ${String(parent.children.length + 1).padStart(2, '0')}`, children: [], id };
    parent.children.push(folder);
    all.push(folder);
  }
  for (const { children } of all) children.sort((a, b) => (a.name < b.name ? -1 : 1));
  return root;
}

export type LifeOptions = { files: number; seed: number; share: number; sessions: number; timeOf(session: number): number };

/** The files of one folder in the order of their bytes, each with all its versions, and the folder's own versions. */
export function livesIn(folder: SyntheticFolder, options: LifeOptions): { own: SyntheticVersion[]; files: SyntheticEntry[] } {
  const first = folder.id * filesInFolder;
  const count = Math.min(filesInFolder, options.files - first);
  const files: SyntheticEntry[] = [];
  for (let at = first; at < first + count; at += 1) files.push(...lifeOf(at, options));
  // No character of these names lies outside the basic plane, so that strings are in the order of their bytes.
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { own: folderVersions(files, options), files };
}

/** One file, and those that came of it by being copied or renamed. What happens up to a session does not depend on how many follow. */
function lifeOf(id: number, { seed, share, sessions, timeOf }: LifeOptions): SyntheticEntry[] {
  const numbers = random(seed * 1_000_003 + id);
  const word = () => (numbers.next() < 0.1 ? numbers.pick(japanese) : numbers.pick(words));
  const stem = `${word()}${numbers.pick([' ', '-', '_'])}${word()} ${String(id % 10_000).padStart(4, '0')}`;
  const ending = numbers.pick(endings);
  const end = sessions + 1;
  const state = (since: number, modified: number): SyntheticVersion => ({
    since,
    until: end,
    bytes: Math.floor(2 ** (6 + 15 * numbers.next())),
    sha1: sha1Of(numbers),
    modified,
  });
  const original: SyntheticEntry = { name: stem + ending, versions: [state(1, timeOf(1) - numbers.int(3600, 900 * 86_400))] };
  const all = [original];
  for (let session = 1; ;) {
    session += 1 + Math.floor(Math.log(1 - numbers.next()) / Math.log(1 - share));
    if (session > sessions) return all;
    const last = original.versions.at(-1) as SyntheticVersion;
    const dice = numbers.next();
    const fresh = state(session, timeOf(session) - numbers.int(60, 40_000));
    if (dice < 0.8) {
      last.until = session;
      original.versions.push(fresh);
    } else if (dice < 0.9) all.push({ name: `${stem} copy ${String(session)}${ending}`, versions: [fresh] });
    else {
      last.until = session;
      if (dice < 0.95)
        all.push({ name: `${stem} renamed ${String(session)}${ending}`, versions: [{ ...last, since: session, until: end }] });
      return all;
    }
  }
}

function folderVersions(files: readonly SyntheticEntry[], { sessions, timeOf }: LifeOptions): SyntheticVersion[] {
  const changed = new Set<number>([1]);
  for (const { versions } of files) {
    for (const session of [versions[0]?.since ?? 1, versions.at(-1)?.until ?? 1]) if (session <= sessions) changed.add(session);
  }
  const starts = [...changed].sort((a, b) => a - b);
  return starts.map((since, at) => ({
    since,
    until: starts[at + 1] ?? sessions + 1,
    bytes: null,
    sha1: null,
    modified: timeOf(since) - 60,
  }));
}

function sha1Of(numbers: Random): string {
  let hex = '';
  for (let word = 0; word < 5; word += 1)
    hex += Math.floor(numbers.next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return hex;
}
