import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends the output with one line, such as `120 passed, 0 failed`, that people and scripts can read;
 * before it stands what passed at a second attempt only.
 */
export default class PlainSummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length

    // A file that could not be loaded and an error outside any test are failures too.
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length
    const failed = count('failed') + brokenFiles + unhandledErrors.length
    const skipped = tests.length - count('passed') - count('failed')

    const unsure = tests
      .filter((test) => test.diagnostic()?.flaky)
      .map((test) => `passed at a second attempt only: ${test.fullName}\n`)
    const line = `${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`
    process.once('exit', () => process.stdout.write(unsure.join('') + line))
  }
}
