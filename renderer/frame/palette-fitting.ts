/** How what was typed is looked for in what a line says: `useFilter` of react-aria. */
export type Letters = Record<'startsWith' | 'contains', (said: string, typed: string) => boolean>;

/** So many are looked through; what nobody reads would only be drawn anew with every letter. */
const most = 60;

/** What fits what was typed, the whole name first, then what begins with it. */
export function fitting<L extends { said: string }>(lines: readonly L[], typed: string, { startsWith, contains }: Letters): L[] {
  const ranks: L[][] = [[], [], []];
  for (const line of lines) {
    const begins = startsWith(line.said, typed);
    if (begins || contains(line.said, typed)) ranks[begins ? Number(line.said.length !== typed.length) : 2]?.push(line);
  }
  return ranks.flat();
}

/** The first of them. */
export const firstOf = <L>(lines: readonly L[]): L[] => lines.slice(0, most);
