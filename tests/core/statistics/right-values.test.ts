import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'
import { factorialDesign, factorialEffects } from '#core/statistics/factorial-effects.ts'
import { holmAdjusted } from '#core/statistics/holm.ts'
import { interquartileMeanInterval, meanInterval } from '#core/statistics/location-intervals.ts'
import { interquartileMean, mean, median } from '#core/statistics/location.ts'
import { pairedTTest, signFlipTest } from '#core/statistics/paired-tests.ts'
import { permutationTest } from '#core/statistics/permutation-test.ts'
import {
  newcombeInterval,
  probabilityOfImprovement,
} from '#core/statistics/probability-of-improvement.ts'
import { proportionInterval } from '#core/statistics/proportion-interval.ts'
import { power } from '#core/statistics/seeds-needed.ts'
import { slopeOf } from '#core/statistics/slope.ts'
import { welchTest } from '#core/statistics/welch-test.ts'
import { standardDeviation } from '#shared/sample.ts'
import { inProject } from '../../../scripts/project.ts'
import { finish } from '../../compare/stored-group.ts'

/* tests/fixtures/statistics/make.py writes the values, by scipy and statsmodels. Null: the statistic is undefined. */

type Numbers = readonly number[]
interface Group {
  readonly scores: Numbers
  readonly mean: number
  readonly median: number
  readonly interquartileMean: number
  readonly standardDeviation: number | null
  readonly meanInterval: Numbers | null
  readonly trimmedInterval: Numbers | null
}
interface Pair {
  readonly kind: string
  readonly groups: readonly [Group, Group]
  readonly welch: Numbers | null
  readonly probabilityOfImprovement: number
  readonly newcombe: Numbers | null
  readonly permutation: number | null
}
interface Effect {
  readonly factors: Numbers
  readonly share: number
}
const right = JSON.parse(
  readFileSync(inProject('tests/fixtures/statistics/right-values.json'), 'utf8'),
) as {
  readonly pairs: readonly Pair[]
  readonly sampled: readonly { readonly x: number[]; readonly y: number[]; readonly p: number }[]
  readonly paired: readonly {
    readonly differences: number[]
    readonly t: Numbers | null
    readonly signFlip: number
  }[]
  readonly holm: readonly { readonly p: Numbers; readonly adjusted: Numbers }[]
  readonly designs: readonly {
    readonly rows: readonly Numbers[]
    readonly scores: number[]
    readonly effects: readonly Effect[]
    readonly within: number
  }[]
  readonly power: readonly {
    readonly deviations: [number, number]
    readonly difference: number
    readonly seeds: number
    readonly power: number
  }[]
  readonly wilson: readonly {
    readonly count: number
    readonly n: number
    readonly interval: Numbers
  }[]
  readonly slopes: readonly {
    readonly x: number[]
    readonly y: number[]
    readonly slope: Numbers
  }[]
}

const rng = () => createRng(1, 'right values')

/** To 1e-9 of the larger of the value, `scale` and, for p values and shares, 1. */
function expectNear(found: number | null | undefined, expected: number | null, scale = 1): void {
  if (expected === null || found === null || found === undefined) expect(found).toBe(expected)
  else
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(
      1e-9 * Math.max(scale, Math.abs(expected)),
    )
}

function expectAll(found: Numbers | null | undefined, expected: Numbers | null, scale = 1): void {
  if (expected === null || !found) expect(found ?? null).toBe(expected)
  else expected.forEach((value, i) => expectNear(found[i], value, scale))
}

const ends = (interval: { readonly lower: number; readonly upper: number } | null) =>
  interval && [interval.lower, interval.upper]
/** An interval is known no better than the spread it is made of. */
const spreadOf = (scores: Numbers) => Math.max(...scores) - Math.min(...scores)
const nowhere = { lower: Infinity, upper: -Infinity }

describe.each(right.pairs.map((pair, i) => ({ ...pair, name: `pair ${i}, ${pair.kind}` })))(
  '$name',
  ({ groups, ...expected }) => {
    const [x, y] = groups.map(({ scores }) => scores) as [number[], number[]]
    const scale = spreadOf([...x, ...y])

    it.each(groups)('locations, spread and intervals of $scores', (group) => {
      const { scores } = group
      expectNear(mean(scores), group.mean, 0)
      expectNear(median(scores), group.median, 0)
      expectNear(interquartileMean(scores), group.interquartileMean, 0)
      expectNear(standardDeviation(scores), group.standardDeviation, 0)
      expectAll(ends(meanInterval(scores)), group.meanInterval, scale)
      expectAll(ends(interquartileMeanInterval(scores, nowhere)), group.trimmedInterval, scale)
    })

    it('tests and intervals of the two', () => {
      const welch = welchTest(x, y)
      const found = welch && [welch.t, welch.freedom, welch.p, ...ends(welch.interval)!]
      expectAll(found, expected.welch, 0)
      const theta = probabilityOfImprovement(x, y)
      expectNear(theta, expected.probabilityOfImprovement)
      if (expected.newcombe) {
        expectAll(ends(newcombeInterval(theta, x.length, y.length)), expected.newcombe)
      }
      if (expected.permutation !== null) {
        expectNear(permutationTest(x, y, rng()).p, expected.permutation)
      }
    })
  },
)

it.each(right.sampled)('a sampled permutation test is near the exact p = $p', ({ x, y, p }) => {
  const test = permutationTest(x, y, rng())
  expect(test.isExact).toBe(false)
  expect(Math.abs(test.p - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / test.deals) + 1e-4)
})

it.each(right.paired)('tests of the pairs $differences', ({ differences, t, signFlip }) => {
  const test = pairedTTest(differences)
  expectAll(test && [test.t, test.freedom, test.p, ...ends(test.interval)!], t, 0)
  expectNear(signFlipTest(differences, rng()).p, signFlip)
})

it.each(right.holm)('Holm of $p', ({ p, adjusted }) => expectAll(holmAdjusted(p), adjusted))

it.each(right.designs)('the effects of the grid $rows', ({ rows, scores, effects, within }) => {
  const columns = rows[0]!.map((_, factor) => rows.map((row) => String(row[factor])))
  const found = finish(factorialEffects(factorialDesign(columns)!, scores, rng(), 100))!
  expect(found.effects.map(({ factors }) => factors)).toEqual(effects.map((each) => each.factors))
  effects.forEach(({ share }, i) => expectNear(found.effects[i]!.share, share))
  if (found.withinCells !== null) expectNear(found.withinCells, within)
})

it.each(right.power)('power with $seeds seeds', (each) => {
  const wished = { difference: each.difference, standardDeviations: each.deviations }
  expectNear(power(wished, each.seeds), each.power)
})

it.each(right.wilson)('Wilson’s interval of $count of $n', ({ count, n, interval }) =>
  expectAll(ends(proportionInterval(count, n)), interval),
)

it.each(right.slopes)('the slope of $y', ({ x, y, slope }) => {
  const found = slopeOf(x, y, 0.05)!
  expectAll([found.slope, found.low, found.high], slope, spreadOf(y) / spreadOf(x))
})
