import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

/** Ends a run as the closing reporter of the other tests does: every skipped test with its reason, then the counts alone on a line. */
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
    const skipped = this.#tests.filter((test) => test.outcome() === 'skipped');
    for (const test of skipped) {
      const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
      process.stdout.write(`skipped: ${test.titlePath().slice(1).join(' > ')}${reason === undefined ? '' : ` (${reason})`}\n`);
    }
    for (const test of this.#tests.filter((each) => each.outcome() === 'flaky')) {
      process.stdout.write(`passed at the second try: ${test.titlePath().slice(1).join(' > ')}\n`);
    }
    const passed = count('expected') + count('flaky');
    process.stdout.write(`tests: ${passed} passed, ${count('unexpected') + this.#errors + cut} failed, ${skipped.length} skipped\n`);
  }

  printsToStdio(): boolean {
    return true;
  }
}
