import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

/** Ends a run as the closing reporter of the other tests does: each skipped test with its reason, each failed one, the counts alone on a line. */
export default class PlaywrightClosing implements Reporter {
  #tests: TestCase[] = [];
  #errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.#tests = suite.allTests();
  }

  onError(): void {
    this.#errors += 1;
  }

  onEnd(result: FullResult): void {
    const count = (outcome: ReturnType<TestCase['outcome']>) => this.#tests.filter((test) => test.outcome() === outcome).length;
    // Cut short by a time limit or a signal is a failure even when no test says so.
    const cut = result.status === 'timedout' || result.status === 'interrupted' ? 1 : 0;
    const named = (outcome: ReturnType<TestCase['outcome']>, label: string) => {
      for (const test of this.#tests.filter((each) => each.outcome() === outcome)) {
        const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
        process.stdout.write(`${label}: ${test.titlePath().slice(1).join(' > ')}${reason === undefined ? '' : ` (${reason})`}\n`);
      }
    };
    named('skipped', 'skipped');
    named('flaky', 'passed at the second try');
    named('unexpected', 'failed');
    const passed = count('expected') + count('flaky');
    process.stdout.write(`tests: ${passed} passed, ${count('unexpected') + this.#errors + cut} failed, ${count('skipped')} skipped\n`);
  }

  printsToStdio(): boolean {
    return true;
  }
}
