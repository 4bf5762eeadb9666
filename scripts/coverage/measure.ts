import { createRng, type Rng } from '#core/rng.ts'
import {
  improvementInterval,
  newcombeInterval,
  probabilityOfImprovement,
} from '#core/statistics/probability-of-improvement.ts'
import type { Interval } from '#core/statistics/bootstrap.ts'
import { median } from '#core/statistics/location.ts'
import type { Population } from './populations.ts'
import { iqmMethods, meanMethods, RESAMPLES, type Method } from './methods.ts'

/** How often the intervals of one method cover the truth, and how wide they are. */
export interface Measured {
  readonly statistic: 'mean' | 'interquartileMean' | 'probabilityOfImprovement'
  readonly population: string
  /** P(first > second); null unless two groups are compared. */
  readonly theta: number | null
  readonly n: number
  readonly method: string
  readonly coverage: number
  /** The median over the samples that have an interval. A mean would run away where widths do. */
  readonly medianWidth: number
}

/** A missing interval does not cover. */
function tally(truth: number) {
  let held = 0
  let count = 0
  const widths: number[] = []
  return {
    add(interval: Interval | null): void {
      count++
      if (!interval) return
      if (interval.lower <= truth && truth <= interval.upper) held++
      widths.push(interval.upper - interval.lower)
    },
    result: () => ({ coverage: held / count, medianWidth: median(widths) }),
  }
}

const draws = (population: Population, n: number, rng: Rng): number[] =>
  Array.from({ length: n }, () => population.draw(rng))

export function measureLocation(
  statistic: 'mean' | 'interquartileMean',
  population: Population,
  n: number,
  simulations: number,
  only?: readonly string[],
): Measured[] {
  const rng = createRng(0, `${statistic} of ${population.name}`, n)
  const all: Readonly<Record<string, Method>> = statistic === 'mean' ? meanMethods : iqmMethods
  const methods = Object.entries(all).filter(([name]) => only?.includes(name) ?? true)
  const tallies = methods.map(() => tally(population[statistic]))
  for (let i = 0; i < simulations; i++) {
    const scores = draws(population, n, rng)
    methods.forEach(([, method], m) => tallies[m]!.add(method(scores, rng)))
  }
  return methods.map(([method], m) => ({
    ...{ statistic, population: population.name, theta: null, n, method },
    ...tallies[m]!.result(),
  }))
}

export function measureImprovement(
  population: Population,
  shift: number,
  n: number,
  simulations: number,
): Measured[] {
  const rng = createRng(0, `improvement of ${population.name} by ${shift}`, n)
  const theta = population.improvement(shift)
  const [offered, rliable] = [tally(theta), tally(theta)]
  for (let i = 0; i < simulations; i++) {
    const x = draws(population, n, rng).map((score) => population.shifted(score, shift))
    const y = draws(population, n, rng)
    offered.add(newcombeInterval(probabilityOfImprovement(x, y), n, n))
    rliable.add(improvementInterval(x, y, { rng, resamples: RESAMPLES }))
  }
  const known = {
    statistic: 'probabilityOfImprovement' as const,
    population: population.name,
    theta,
    n,
  }
  return [
    { ...known, method: 'small-sample', ...offered.result() },
    { ...known, method: 'rliable', ...rliable.result() },
  ]
}
