/** The lines of the demo: what is done, whether it came true, how long it took. */
export type Story = {
  /** Does one thing and prints its line. `work` answers the line's facts, or throws what did not come true. */
  tell(title: string, work: () => string | Promise<string>): Promise<void>;
  failed(): boolean;
};

/** Prints each line as it comes true, with its time in seconds. */
export function printStory(): Story {
  let line = 0;
  let failures = 0;
  return {
    tell: async (title, work) => {
      line += 1;
      const begun = performance.now();
      const said = await Promise.resolve()
        .then(work)
        .catch((error: unknown) => {
          failures += 1;
          return `NOT TRUE: ${error instanceof Error ? error.message : String(error)}`;
        });
      const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(5);
      process.stdout.write(`${String(line).padStart(2)}. ${seconds} s  ${title}: ${said}\n`);
    },
    failed: () => failures > 0,
  };
}

/** Stops a line that did not come true. */
export function check(came: boolean, otherwise: string): void {
  if (!came) throw new Error(otherwise);
}
