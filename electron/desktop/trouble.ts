/** Keeps the program alive through a mistake of its own: a backup tool that ends at the first one protects nobody. Told on stderr. */
export function surviveMistakes(): void {
  const tell = (error: unknown): void => {
    process.stderr.write(`modosu: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  };
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
  // The terminal that the program was started from may be gone.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
