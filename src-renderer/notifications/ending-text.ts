import type { Run, RunStatus } from '#shared/run.ts'
import { formatMeanReturn } from '#renderer/format/number.ts'
import { formatDuration } from '#renderer/format/time.ts'
import type { Ending } from './stretch.ts'

const counted = (runs: readonly Run[]): string =>
  [...Map.groupBy(runs, ({ status }): RunStatus => status)]
    .map(([status, those]) => `${those.length} ${status}`)
    .join(', ')

/** What a notification says of work that ended. */
export function endingText({ runs, durationMs }: Ending): { title: string; body: string } {
  const took = `after ${formatDuration(durationMs)}`
  const [run] = runs
  if (runs.length === 1 && run) {
    const mean = formatMeanReturn(run.progress)
    return {
      title: `Run ${run.id} ${run.status} ${took}`,
      body: `${run.config.environment.id}, seed ${run.config.seed}: mean return ${mean}`,
    }
  }
  return { title: `${runs.length} runs ended ${took}`, body: counted(runs) }
}

/** What stands before the title of the page: how far the work is, or what ended unseen. */
export function titlePrefix(share: number | null, unseen: number): string {
  if (share !== null) return `${Math.floor(100 * share)} % · `
  return unseen > 0 ? `${unseen} ended · ` : ''
}
