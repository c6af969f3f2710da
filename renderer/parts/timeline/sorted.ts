/** The place of the first item whose value is not below this one; the items are in the order of their values. */
export function firstAtOrAfter<T>(items: readonly T[], value: number, valueOf: (item: T) => number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && valueOf(item) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
