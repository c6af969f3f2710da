/** The same as `make`, which is asked once for each name; of more than `most` names the oldest answers are forgotten. */
export function kept<T>(most: number, make: (name: string) => T): (name: string) => T {
  const made = new Map<string, { answer: T }>();
  return (name) => {
    const known = made.get(name);
    if (known) return known.answer;
    const answer = make(name);
    const [oldest] = made.keys();
    if (made.size >= most && oldest !== undefined) made.delete(oldest);
    made.set(name, { answer });
    return answer;
  };
}
