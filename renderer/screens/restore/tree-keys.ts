import { keyDeed } from '../history/grid-keys.ts';

/** What a key does in a tree whose lines are ticked. */
export type TreeDeed = { do: 'move'; to: number } | { do: 'tick' | 'open' | 'expand' | 'collapse' | 'up' } | { do: 'type'; letter: string };

type Pressed = Parameters<typeof keyDeed>[0];

/** The deed of a key; `isOpen` of the line it acts on, undefined where that does not open. */
export function treeDeed(pressed: Pressed, place: Parameters<typeof keyDeed>[1], isOpen: boolean | undefined): TreeDeed | undefined {
  const deed = keyDeed(pressed, place);
  switch (deed?.do) {
    case 'info':
      return { do: 'tick' };
    case 'open':
      if (pressed.key === 'Enter') return { do: 'open' };
      if (isOpen === false) return { do: 'expand' };
      return isOpen && place.cursor < place.total - 1 ? { do: 'move', to: place.cursor + 1 } : undefined;
    case 'up':
      return pressed.key === 'ArrowLeft' && isOpen ? { do: 'collapse' } : { do: 'up' };
    default:
      return deed;
  }
}
