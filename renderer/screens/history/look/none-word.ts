import type { TextDifference } from '../../../../electron/contract/history.ts';

type Why = Extract<TextDifference['content'], { kind: 'none' }>['why'];

/** The words for why there is nothing to see; of what is too large its size is said where it is known. */
export const noneWord = (why: Why, hasSize: boolean) =>
  why === 'too-large' && !hasSize ? 'browse.none-too-large-plain' : (`browse.none-${why}` as const);
