import { metricDefinitions, type Metric } from '../metrics.ts'
import type { Run } from '../run.ts'

type Named = Pick<Run, 'id' | 'configHash' | 'config'>

/** A metric with its unit, as an axis is named. */
export function metricTitle(metric: Metric): string {
  const { label, unit } = metricDefinitions[metric]
  return unit ? `${label} (${unit})` : label
}

const environmentsOf = (runs: readonly Named[]): string[] => [
  ...new Set(runs.map(({ config }) => config.environment.id)),
]

/** `CartPole-v1`, or `CartPole-v1 and Acrobot-v1`. */
export const environmentNames = (runs: readonly Named[]): string =>
  environmentsOf(runs).join(' and ')

/** Runs by their configuration: `runs 1–3, 7 (seeds 1–3, 9; configuration 0123456789abcdef)`. */
export function runsPhrase(runs: readonly Named[]): string {
  return [...Map.groupBy(runs, ({ configHash }) => configHash)]
    .map(([configHash, members]) => {
      const ids = numberRanges(members.map(({ id }) => id))
      const seeds = numberRanges(members.map(({ config }) => config.seed))
      const plural = members.length === 1 ? '' : 's'
      return `run${plural} ${ids} (seed${plural} ${seeds}; configuration ${configHash})`
    })
    .join(', ')
}

/** Numbers as a person would write them: `1–5, 8`. */
export function numberRanges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const ranges: [number, number][] = []
  for (const number of sorted) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([low, high]) => (low === high ? `${low}` : `${low}–${high}`)).join(', ')
}

/** Letters, digits, points and dashes: safe in every file system. */
const fileNamePart = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')

/** `run-3`, `runs-1-2`; more than four runs are counted instead. */
export function runsFileName(runIds: readonly number[]): string {
  if (runIds.length === 1) return `run-${runIds[0]}`
  return runIds.length <= 4 ? `runs-${runIds.join('-')}` : `${runIds.length}-runs`
}

/** Environment, what is drawn, runs: `CartPole-v1-episode-return-run-3`. */
export const figureFileName = (subject: string, what: string, runs: string): string =>
  [fileNamePart(subject), fileNamePart(what.toLowerCase()), runs].filter(Boolean).join('-')
