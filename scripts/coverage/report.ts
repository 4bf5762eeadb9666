import type { Measured } from './measure.ts'

const titles = {
  mean: 'Mean',
  interquartileMean: 'Interquartile mean',
  probabilityOfImprovement: 'Probability of improvement',
} as const
const statistics = ['mean', 'interquartileMean', 'probabilityOfImprovement'] as const

const percent = (share: number) => (100 * share).toFixed(1)
const width = (value: number) =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '∞'

/** Writes one table per statistic: coverage in percent and median width of every method in every case. */
export const coverageTables = (found: readonly Measured[]): string =>
  statistics
    .map((statistic) => tableOf(found.filter((each) => each.statistic === statistic)))
    .join('\n\n')

function tableOf(rows: readonly Measured[]): string {
  const { statistic } = rows[0]!
  const methods = [...new Set(rows.map(({ method }) => method))]
  const cases = [...Map.groupBy(rows, ({ population, theta, n }) => `${population}|${theta}|${n}`)]
  const lines = cases.map(([, ofCase]) => {
    const { population, theta, n } = ofCase[0]!
    const cells = methods.map((method) => {
      const one = ofCase.find((each) => each.method === method)!
      return `${percent(one.coverage)} (${width(one.medianWidth)})`
    })
    return [population, ...(theta === null ? [] : [theta.toFixed(2)]), n, ...cells]
  })
  const head = ['Scores', ...(rows[0]!.theta === null ? [] : ['θ']), 'n', ...methods]
  return [
    `### ${titles[statistic]}`,
    '',
    ...[head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n')
}

/**
 * Writes a module with the lowest and highest coverage over the populations, for the methods that the
 * program uses.
 */
export function offeredCoverage(found: readonly Measured[]): string {
  const entries = (method: string) =>
    statistics.map((statistic) => {
      const own = found.filter((each) => each.statistic === statistic && each.method === method)
      const sizes = [...Map.groupBy(own, ({ n }) => n)].map(([n, rows]) => {
        const lowest = rows.reduce((a, b) => (b.coverage < a.coverage ? b : a))
        const normal = rows.filter(({ population }) => population === 'normal')
        const least = Math.min(...normal.map(({ coverage }) => coverage))
        return `{ n: ${n}, normal: ${least}, lowest: ${lowest.coverage}, scores: '${lowest.population}' }`
      })
      return `${statistic}: [${sizes.join(', ')}]`
    })
  return `import type { IntervalMethod } from './comparison.ts'

/* Written by npm run measure-coverage. */

export interface Coverage {
  readonly n: number
  /** Share of the 95 % intervals that cover the truth for normal scores. */
  readonly normal: number
  /** The lowest share over all simulated populations, and the population it is of. */
  readonly lowest: number
  readonly scores: string
}
type Statistic = 'mean' | 'interquartileMean' | 'probabilityOfImprovement'

export const intervalCoverage: Readonly<
  Record<IntervalMethod, Readonly<Record<Statistic, readonly Coverage[]>>>
> = {
  'small-sample': { ${entries('small-sample').join(', ')} },
  rliable: { ${entries('rliable').join(', ')} },
}
`
}
