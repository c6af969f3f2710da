/** What a key does in a table whose rows open. */
export type KeyDeed = { do: 'move'; to: number } | { do: 'open' | 'info' | 'up' } | { do: 'type'; letter: string };

type Pressed = { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean };

/** The deed of a key, for a cursor among `total` rows of which `page` are seen at once; undefined when it is not for the table. */
export function keyDeed(
  { key, altKey, ctrlKey, metaKey, shiftKey }: Pressed,
  { cursor, total, page }: { cursor: number; total: number; page: number },
): KeyDeed | undefined {
  if (altKey && !ctrlKey && !metaKey && key === 'ArrowUp') return { do: 'up' };
  if (altKey || ctrlKey || metaKey || (shiftKey && key.startsWith('Arrow'))) return undefined;
  const last = total - 1;
  const move = (to: number): KeyDeed | undefined => (total === 0 ? undefined : { do: 'move', to: Math.max(0, Math.min(last, to)) });
  switch (key) {
    case 'ArrowDown':
      return move(cursor + 1);
    case 'ArrowUp':
      return move(cursor === -1 ? last : cursor - 1);
    case 'PageDown':
      return move(cursor + page);
    case 'PageUp':
      return move(cursor - page);
    case 'Home':
      return move(0);
    case 'End':
      return move(last);
    case 'Enter':
    case 'ArrowRight':
      return { do: 'open' };
    case ' ':
      return { do: 'info' };
    case 'Backspace':
    case 'ArrowLeft':
      return { do: 'up' };
    default:
      // All other keys have names of several letters.
      return /^.$/su.test(key) ? { do: 'type', letter: key } : undefined;
  }
}

const pauseMs = 900;

/** What has been typed without a pause, and when (ms) last. */
export const typed = (before: { text: string; at: number }, letter: string, at: number): { text: string; at: number } => ({
  text: at - before.at > pauseMs ? letter : before.text + letter,
  at,
});
