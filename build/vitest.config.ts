import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';
import { ClosingReporter } from './closing-reporter.ts';

const top = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root: top,
  test: {
    reporters: ['default', new ClosingReporter()],
    passWithNoTests: false,
    sequence: { sequencer: LongestFirst },
    // The tests wait for clocks and machines more than they compute: three of them keep two cores busy.
    maxWorkers: 3,
    // What is waited for comes in its own time, on a machine that does other work as well later than in the second that is the rule.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['electron/**/*.test.ts', 'renderer/**/*.test.ts', 'build/**/*.test.ts'],
          // Some live through days on a clock of their own, and a machine that does other work as well takes several times as long.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['e2e/integration/**/*.test.ts'],
          pool: 'forks',
          // Node reads the sources of a thread by WebAssembly; a thread that is ended while V8 clears such code away now and then takes the
          // whole process with it (V8's check on jit_page_->allocations_, or a segmentation fault). The built program has none of it.
          execArgv: ['--no-wasm-code-gc'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
