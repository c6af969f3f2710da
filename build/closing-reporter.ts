import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/**
 * Ends a run with a line for every skipped test and its reason, a line for every failure, and, alone on the last line,
 * `tests: N passed, M failed, K skipped`.
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
    const lines = [...tests.flatMap(skippedLine), ...[...tests, ...suites].flatMap(failedLine), closing];
    process.stdout.write(`\n${lines.join('\n')}\n`);
    if (tests.length === 0) process.exitCode = 1;
  }
}

function skippedLine(test: TestCase): string[] {
  const result = test.result();
  if (result.state !== 'skipped') return [];
  const name = `skipped: ${nameOf(test)}`;
  return [result.note === undefined ? name : `${name} (${result.note})`];
}

function failedLine(part: TestCase | TestSuite | TestModule): string[] {
  const errors = part.type === 'test' ? part.result().errors : part.errors();
  if (errors === undefined || errors.length === 0) return [];
  return [`failed: ${nameOf(part)}: ${errors[0]?.message.split('\n', 1)[0] ?? ''}`];
}

function nameOf(part: TestCase | TestSuite | TestModule): string {
  if (part.type === 'module') return `[${part.project.name}] ${part.relativeModuleId}`;
  return `[${part.project.name}] ${part.module.relativeModuleId} > ${part.fullName}`;
}
