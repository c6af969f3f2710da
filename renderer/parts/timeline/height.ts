/**
 * How tall values are drawn: `top` is the value of full height, `of` a share of it, and `isCut` says whether a value is above it. Where none is
 * known all are half as tall.
 */
export type Heights = { isKnown: boolean; top: number; of: (value: number | null) => number; isCut: (value: number | null) => boolean };

/**
 * Square roots, so that small values can be seen beside large ones. A few that are far above all others, as a first backup is, are cut:
 * otherwise every other bar would be a line.
 */
export function heightsOf(values: readonly (number | null)[]): Heights {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const largest = known.at(-1) ?? 0;
  const usual = known[Math.floor((known.length - 1) * 0.99)] ?? 0;
  const top = niceAbove(usual > 0 && largest > usual * 4 ? usual * 1.5 : largest);
  const isKnown = known.length > 0;
  return {
    isKnown,
    top,
    of: (value) => (!isKnown ? 0.5 : value === null ? 0 : Math.min(1, Math.sqrt(value / top))),
    isCut: (value) => value !== null && value > top,
  };
}

/** The next value that is round, and whose quarter (half the height) is, too. */
function niceAbove(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return unit * ([1, 2, 4, 8].find((factor) => factor * unit >= value) ?? 10);
}
