import { presets } from '#shared/presets.ts'
import type { BenchmarkResult } from './judge-benchmark.ts'
import { showNumber, textTable } from './output.ts'

interface BenchmarkReport {
  readonly machine: string
  readonly workers: number
  readonly seconds: number
  readonly tasks: readonly BenchmarkResult[]
}

const header = ['preset', 'score', 'goal', 'IQM', '95 % interval', 'worst seed', 'steps', 'time']

const row = (result: BenchmarkResult): string[] => {
  const { interquartileMeanInterval: interval, environmentSteps, wallTimeMs } = result
  return [
    result.preset,
    result.score === 'meanReturn' ? 'mean return' : 'goal reached',
    `${result.isMet ? 'met' : 'missed'}: ≥ ${showNumber(result.goal)}`,
    showNumber(result.interquartileMean),
    interval ? `${showNumber(interval.lower)} to ${showNumber(interval.upper)}` : '–',
    showNumber(Math.min(...result.scores)),
    showNumber(median(environmentSteps)),
    `${(median(wallTimeMs) / 1000).toFixed(1)} s`,
  ]
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

const conditions = ({ machine, workers, seconds, tasks }: BenchmarkReport): string =>
  `${tasks[0]?.seeds.length ?? 0} seeds each, ${workers} runs at once, ${seconds.toFixed(0)} s in all on ${machine}.`

export const benchmarkTable = (report: BenchmarkReport): string =>
  `${textTable(header, report.tasks.map(row))}\n\n${conditions(report)}`

/** docs/benchmark.md: the table, how it was made, and every configuration. */
export function benchmarkDocument(report: BenchmarkReport): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    '# Benchmark',
    '',
    'What the presets learn, by policy gradients alone. Printed by `npm run -s cli -- benchmark --markdown`;',
    'with `--json` the same command prints every score.',
    '',
    ...[header, header.map(() => '---'), ...report.tasks.map(row)].map(line),
    '',
    conditions(report),
    '',
    'Each policy is judged as it was after its last update, by 100 episodes from the environment’s own start',
    'distribution, choosing the most probable action; a seed’s score is the mean over them. IQM: mean of the',
    'scores without the ⌊n/4⌋ best and the ⌊n/4⌋ worst of the n seeds, with the 95 % interval of',
    '[docs/intervals.md](intervals.md); – means that so many scores are equal that there is none. Steps and time of training are medians over the seeds.',
    '',
    ...report.tasks.flatMap(configurationSection),
  ].join('\n')
}

const configurationSection = ({ preset, configHash, configuration }: BenchmarkResult): string[] => [
  `## ${preset}`,
  '',
  `${presets[preset]!.summary} Configuration \`${configHash}\`:`,
  '',
  '```json',
  JSON.stringify(configuration, null, 2),
  '```',
  '',
]
