import { comparisonDefinitions } from '#shared/comparison-definitions.ts'
import type { IntervalMethod } from '#shared/comparison.ts'

/* All that the command line prints. Results go to stdout, everything said about them to stderr. */

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2))
export const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** Columns as wide as their widest cell, two spaces apart; numbers to the right. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cells = rows.map((row) => row.map(showCell))
  const widths = header.map((name, i) =>
    Math.max(name.length, ...cells.map((row) => row[i]!.length)),
  )
  const isNumeric = header.map((_, i) => rows.some((row) => typeof row[i] === 'number'))
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (isNumeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd()
  return [header, ...cells].map(line).join('\n')
}

const showCell = (value: string | number | null): string =>
  value === null ? '–' : typeof value === 'number' ? showNumber(value) : value

/** The title of a column of 95 % intervals. */
export const intervalTitle = (intervals: IntervalMethod): string =>
  comparisonDefinitions[intervals === 'rliable' ? 'rliableInterval' : 'interval'].label

/** Shows two decimals, or three significant digits below 1 and from 10¹² on. */
export function showNumber(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e12) return value.toExponential(2)
  if (size >= 1 || size === 0) return value.toLocaleString('en', { maximumFractionDigits: 2 })
  if (size < 1e-4) return value.toExponential(2)
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}

/**
 * Keeps the program running when output cannot be written. If nobody reads any more (`runs list |
 * head`), that is no error; a full disk under stdout loses results, so the exit code reports it.
 */
export function outliveReaders(): void {
  let isTold = false
  process.stderr.on('error', () => undefined)
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || isTold) return
    isTold = true
    say(`The results cannot be written (${code}); the runs are stored all the same.`)
    process.on('exit', () => (process.exitCode ||= 1))
  })
}
