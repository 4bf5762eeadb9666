import type { TaskProgress } from '#shared/events.ts'
import { budgetUsed, remainingMs, stepsPerSecond, type Run } from '#shared/run.ts'
import { showNumber } from './output.ts'

const BAR_WIDTH = 20

/** h:mm:ss, or m:ss below an hour. */
export function showDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

function bar(share: number): string {
  const full = Math.round(share * BAR_WIDTH)
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full)
}
const percent = (share: number): string => `${Math.floor(100 * share)} %`.padStart(5)

/** One line on how far anything is: bar, share and time left. */
export const shareLine = (label: string, share: number, remainingMs: number | null): string =>
  [
    label,
    bar(share),
    percent(share),
    ...(remainingMs === null ? [] : [`${showDuration(remainingMs)} left`]),
  ].join('  ')

/** Describes the progress of starting many runs in one line. */
export const startLine = ({ share, remainingMs }: Omit<TaskProgress, 'taskId'>): string =>
  shareLine('starting the runs', share, remainingMs)

/** Shows one decimal, since the value changes all the time, and shortens very large numbers. */
const showReturn = (value: number) => (Math.abs(value) < 1e9 ? value.toFixed(1) : showNumber(value))

/** One line on how far a run is: bar, share of the budget, speed, return and time left. */
export function progressLine(run: Run): string {
  const used = budgetUsed(run)
  const rate = stepsPerSecond(run.progress)
  const left = remainingMs(run)
  const { meanReturnLast100 } = run.progress
  return [
    `run ${run.id}`,
    `seed ${run.config.seed}`,
    bar(used),
    percent(used),
    rate === null ? run.status : `${showNumber(Math.round(rate))} steps/s`,
    ...(meanReturnLast100 === null ? [] : [`return ${showReturn(meanReturnLast100)}`]),
    ...(left === null ? [] : [`${showDuration(left)} left`]),
  ].join('  ')
}

/** The lines to show while runs train: those at work, and how many are over or wait. */
export function progressLines(runs: readonly Run[], most: number): string[] {
  const working = runs.filter(({ status }) => status === 'running' || status === 'paused')
  const waiting = runs.filter(({ status }) => status === 'queued').length
  const shown = working.slice(0, Math.max(0, most - 1))
  const over = runs.length - working.length - waiting
  const summary = `${over} of ${runs.length} runs over, ${working.length} training, ${waiting} waiting`
  return [...shown.map(progressLine), ...(runs.length > 1 ? [summary] : [])]
}

/** Draws lines over those drawn before. Does nothing where nobody watches a terminal. */
export function createProgressDisplay(stream: NodeJS.WriteStream, isQuiet: boolean) {
  const isShown = stream.isTTY && !isQuiet
  let drawn = 0

  function draw(lines: readonly string[]): void {
    if (!isShown) return
    const up = drawn > 0 ? `\x1b[${drawn}A` : ''
    const width = (stream.columns || 80) - 1
    stream.write(`${up}\x1b[0J${lines.map((line) => `${line.slice(0, width)}\n`).join('')}`)
    drawn = lines.length
  }

  return {
    show: draw,
    update: (runs: readonly Run[]): void => draw(progressLines(runs, stream.rows || 24)),
    clear: (): void => draw([]),
  }
}
