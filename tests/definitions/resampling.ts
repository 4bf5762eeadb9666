import { createRng } from '#core/rng.ts'

/* Percentiles over resamples, shares of deals and of signs: by looking at all of them one by one. */

type Numbers = readonly number[]

const sum = (values: Numbers) => values.reduce((total, value) => total + value, 0)
const mean = (values: Numbers) => sum(values) / values.length

/** All ways to choose one element of each list. */
function* choices(lists: readonly Numbers[]): Generator<number[]> {
  if (lists.length === 0) return yield []
  for (const rest of choices(lists.slice(1))) for (const first of lists[0]!) yield [first, ...rest]
}

const MOST_RESAMPLES = 3125

/**
 * The ends of a percentile interval: of all resamples of these groups, where there are few. Where there are more,
 * 2,000 random ones have ends that lie where other random ones say, within the error of a share of 2.5 %.
 */
export function percentiles(
  groups: readonly Numbers[],
  statistic: (resampled: readonly Numbers[]) => number,
  found: { readonly lower: number; readonly upper: number },
  ownResamples = 20_000,
): [lower: number, upper: number] {
  const all = groups.reduce((product, { length }) => product * length ** length, 1)
  const rng = createRng(99, 'own resamples')
  const lists = groups.flatMap((group) => group.map(() => group))
  const rows =
    all <= MOST_RESAMPLES
      ? Array.from(choices(lists), (row) => repeated(row, Math.ceil(2000 / all))).flat()
      : Array.from({ length: ownResamples }, () =>
          lists.map((list) => list[Math.floor(rng.uniform() * list.length)]!),
        )
  const values = rows
    .map((row) => {
      let from = 0
      return statistic(groups.map(({ length }) => row.slice(from, (from += length))))
    })
    .sort((a, b) => a - b)
  const own = [0.025, 0.975].map((share) => {
    const place = share * (values.length - 1)
    const [low, high] = [values[Math.floor(place)]!, values[Math.ceil(place)]!]
    return low + (place % 1) * (high - low)
  }) as [number, number]
  if (all <= MOST_RESAMPLES) return own
  // Five standard errors of a share among 2,000; the score itself may be hit by many resamples.
  const error = 5 * Math.sqrt((0.025 * 0.975) / 2000)
  const isEnd = (value: number, share: number) => {
    const below = values.filter((other) => other < value).length / values.length
    const upTo = values.filter((other) => other <= value).length / values.length
    return below <= share + error && upTo >= share - error
  }
  return [
    isEnd(found.lower, 0.025) ? found.lower : own[0],
    isEnd(found.upper, 0.975) ? found.upper : own[1],
  ]
}

const repeated = <T>(value: T, count: number): T[] => new Array<T>(count).fill(value)

/** |difference of means| of every way to deal the scores to groups of these sizes. */
export function dealtDifferences(x: Numbers, y: Numbers): number[] {
  const pooled = [...x, ...y]
  const total = sum(pooled)
  const found: number[] = []
  const choose = (from: number, left: number, chosen: number): void => {
    if (left === 0)
      return void found.push(Math.abs(chosen / x.length - (total - chosen) / y.length))
    for (let i = from; i <= pooled.length - left; i++) choose(i + 1, left - 1, chosen + pooled[i]!)
  }
  choose(0, x.length, 0)
  return found
}

/** |sum| of the differences under every choice of signs. */
export const flippedSums = (differences: Numbers): number[] =>
  Array.from(choices(differences.map((size) => [size, -size])), (row) => Math.abs(sum(row)))

export const largest = (values: Numbers): number => values.reduce((a, b) => Math.max(a, b))

/** Share of the values that are at least as large, but for rounding. */
export const shareFrom = (values: Numbers, least: number): number => {
  const rounding = 1e-9 * largest(values)
  return values.filter((value) => value >= least - rounding).length / values.length
}

export { mean, sum }
