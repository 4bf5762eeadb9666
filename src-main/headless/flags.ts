import { InvalidArgumentError, Option } from 'commander'
import { intervalMethods } from '#shared/comparison.ts'
import { parseIntegerList } from './integer-list.ts'

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

/** What a number may be, the command says. */
export function parseNumber(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) return value
  throw new InvalidArgumentError('It must be a number.')
}

export const parseId = wholeNumber(1, Number.MAX_SAFE_INTEGER)
/** The help of every command that takes run numbers. */
export const RUN_NUMBERS = 'numbers of the runs: 3 or 1..5 or 1,2,7'

/** Parses run numbers: 3, 1..5 or 1,2,7, and several of these one after the other. */
export function parseIds(text: string, before: readonly number[] = []): number[] {
  try {
    const ids = parseIntegerList(text, 'it')
    if (!ids.includes(0)) return [...new Set([...before, ...ids])]
  } catch (error) {
    throw new InvalidArgumentError(
      error instanceof Error ? error.message.replace(/^it is .*?; it /, 'It ') + '.' : '',
    )
  }
  throw new InvalidArgumentError('Runs are numbered from 1.')
}

/* Flags that several commands share. */
export const databaseFlag = () =>
  new Option('--database <file>', 'database to use instead of the one in your data folder')
export const workersFlag = () =>
  new Option(
    '--workers <n>',
    'runs that train at once (default: as set in the window, else cores − 1, at least 1)',
  ).argParser(wholeNumber(1, 256))
export const threadsPerRunFlag = () =>
  new Option(
    '--threads-per-run <n>',
    'threads that share the batches of one run, with the same result (default: 1)',
  ).argParser(wholeNumber(1, 256))
export const portFlag = () =>
  new Option('--port <n>', 'port on loopback (default: any free one)').argParser(
    wholeNumber(0, 65_535),
  )
export const jsonFlag = () => new Option('--json', 'print one JSON object on stdout')
export const intervalsFlag = () =>
  new Option('--intervals <method>', 'method of 95 % intervals: for few seeds, or of rliable')
    .choices(intervalMethods)
    .default(intervalMethods[0])
