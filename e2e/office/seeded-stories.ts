import type { Outcome } from '../../electron/contract/outcome.ts';
import type { Plan } from './seeded-schedule.ts';

/** A job as it stands in a seeded home: what its last thirty nights came to, the newest last. */
export type Story = {
  name: string;
  from: string;
  to: string;
  bytes: number;
  nights: (Outcome['kind'] | 'missed')[];
  cause?: Outcome['cause'];
  plan?: Plan;
  isPaused?: boolean;
  /** So many sessions were removed after the newest backup. */
  removed?: number;
};

const nights = (count: number, ...ends: Story['nights']): Story['nights'] => [
  ...Array.from({ length: count - ends.length }, () => 'ok' as const),
  ...ends,
];

/** What a small office has. */
export const stories: readonly Story[] = [
  {
    name: 'mail1',
    from: 'mail1:/var/vmail',
    to: '/backup/mail1',
    bytes: 84e9,
    nights: nights(30, 'failed', 'failed', 'failed'),
    cause: 'timed-out',
  },
  {
    name: 'web1',
    from: 'web1:/var/www',
    to: '/backup/web1',
    bytes: 3.1e8,
    nights: [...nights(18, 'failed'), ...nights(12)],
    removed: 12,
  },
  {
    name: 'files',
    from: 'nas:/srv/share',
    to: '/backup/files',
    bytes: 1.2e12,
    plan: 'cron',
    nights: [...nights(12), 'missed', 'missed', ...nights(16, 'incomplete')],
    cause: 'files-not-saved',
  },
  {
    name: 'accounting 会計',
    from: 'web1:/home',
    to: '/backup/acc',
    bytes: 7.7e9,
    plan: 'weekly',
    nights: nights(21),
    isPaused: true,
  },
  { name: 'new server', from: 'nas:/srv/new', to: '/backup/new', bytes: 0, plan: 'by-hand', nights: [] },
];

export const longHost = 'storage-of-the-northern-branch-office-in-the-basement-rack-4-b12';

/** As long as a name may be, once with blanks and once without any, and paths that fit on no line. */
export const long: readonly Story[] = [
  {
    name: 'customer archive of the northern branch office - floor 2 - since',
    from: `${longHost}:/srv/${'a folder in a folder/'.repeat(12)}end`,
    to: `/backup/${'without-any-blank-to-break-at-'.repeat(6)}`,
    bytes: 8.4e13,
    nights: nights(30, 'failed'),
    cause: 'timed-out',
  },
  {
    name: '北部支店お客様文書アーカイブ二〇〇九年以降保存分'.padEnd(64, '永'),
    from: `web1:/srv/${'文書'.repeat(40)}`,
    to: '/backup/archive',
    bytes: 1.2e12,
    nights: nights(30, 'suspicious'),
    cause: 'source-empty',
  },
];

/** One of many. */
export const plain = (index: number): Story => ({
  name: `server ${String(index + 1).padStart(3, '0')}`,
  from: `web1:/srv/data-${index + 1}`,
  to: `/backup/server-${index + 1}`,
  bytes: 1e9 + index * 1e8,
  nights: index % 9 === 4 ? nights(30, 'failed') : nights(30),
  ...(index % 9 === 4 ? { cause: 'refused' as const } : {}),
});
