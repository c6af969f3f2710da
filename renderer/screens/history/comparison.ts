/** What a session is compared with. */
export const comparisons = ['previous', 'now', 'week', 'month', 'first'] as const;
export type Comparison = (typeof comparisons)[number];

const daySeconds = 86_400;

/** The other session as a moment that the engine understands; null where there is none. */
export function momentOf(comparison: Comparison, { session, before }: { session: number; before: number | null }): string | null {
  switch (comparison) {
    case 'previous':
      return before === null ? null : String(before);
    case 'now':
      return 'now';
    case 'week':
      return String(session - 7 * daySeconds);
    case 'month':
      return String(session - 30 * daySeconds);
    case 'first':
      return '0';
    default:
      return comparison satisfies never;
  }
}
