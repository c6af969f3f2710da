import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Ends a run with the name and reason of every skipped test and, alone on the last line, `tests: N passed, M failed, K skipped`.
 * Whatever kept tests from running (a file that does not load, a failed hook, an unhandled error) counts as a failure; a run
 * without a single test fails.
 */
export class ClosingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (...states: string[]) => tests.filter((test) => states.includes(test.result().state)).length;
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const failed = count('failed', 'pending') + suites.filter((suite) => suite.errors().length > 0).length + unhandledErrors.length;
    const closing = `tests: ${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`;
    process.stdout.write([...tests.flatMap(skippedLine), closing, ''].join('\n'));
    if (tests.length === 0) process.exitCode = 1;
  }
}

function skippedLine(test: TestCase): string[] {
  const result = test.result();
  if (result.state !== 'skipped') return [];
  const name = `skipped: [${test.project.name}] ${test.module.relativeModuleId} > ${test.fullName}`;
  return [result.note === undefined ? name : `${name} (${result.note})`];
}
