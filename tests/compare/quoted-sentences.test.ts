import { expect, it } from 'vitest'
import { createRng, type Rng } from '#core/rng.ts'
import { pairSentence } from '#shared/comparison-sentences.ts'
import { comparisonRequest, type ComparedPair, type GroupComparison } from '#shared/comparison.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { runResults, type RunResult } from '#shared/run-result.ts'
import type { Run, RunStatus } from '#shared/run.ts'
import { compareGroups } from '#main/compare/compare-groups.ts'
import { experimentCells } from '#main/compare/experiment-cells.ts'
import type { Store } from '#main/store/store.ts'
import { exampleRun } from '../renderer/example-run.ts'
import { checkSentence } from './check-sentence.ts'
import { finish } from './stored-group.ts'

/* Quotable sentences on 200 random pairs of groups, checked independently. */

const SEED = Number(process.env['SENTENCES_SEED'] ?? 20_261_130)
const PAIRS = 200

const pick = <T>(rng: Rng, values: readonly T[]): T =>
  values[Math.floor(rng.uniform() * values.length)]!

/** Stands in for the store: the same questions, answered from a list. */
function storeOf(runs: readonly Run[]): Pick<Store, 'runs' | 'experiments'> {
  const these = (ids: readonly number[]) => runs.filter(({ id }) => ids.includes(id))
  return {
    runs: {
      these,
      withConfigHashes: (hashes: readonly string[]) =>
        runs.filter(({ configHash }) => hashes.includes(configHash)),
    },
    experiments: { get: () => ({ sweep: null }), runs: { runIds: () => runs.map(({ id }) => id) } },
  } as unknown as Pick<Store, 'runs' | 'experiments'>
}

/** A group of 1 to 10 runs whose scores tie, are not finite, or belong to runs that were cut off. */
function randomGroup(rng: Rng, hash: string, firstId: number, center: number): Run[] {
  const n = 1 + Math.floor(rng.uniform() * 10)
  const budget = pick(rng, [
    { episodes: 120 },
    { environmentSteps: 5000 },
    { environmentSteps: 9000 },
  ])
  const spread = pick(rng, [0, 0.4, 3, 30])
  const isRounded = rng.uniform() < 0.4
  const faults = pick(rng, [0, 0, 0.3])
  const firstSeed = pick(rng, [1, 1, 4])
  return Array.from({ length: n }, (_, i) => {
    const isFaulty = rng.uniform() < faults
    const status: RunStatus = isFaulty
      ? pick(rng, ['diverged', 'stopped', 'interrupted', 'failed', 'running'] as const)
      : 'completed'
    const raw = center + spread * rng.normal()
    const score = isRounded ? Math.round(raw) : raw
    const isOdd = rng.uniform() < faults / 2
    const value = isOdd ? pick(rng, [Number.NaN, Infinity, null]) : score
    const steps = isFaulty ? 1000 : 'environmentSteps' in budget ? budget.environmentSteps : 7000
    const solves = rng.uniform() < 0.6
    const isRepeat = i > 0 && rng.uniform() < 0.1
    const example = exampleRun({})
    return exampleRun({
      id: firstId + i,
      configHash: hash,
      createdAt: new Date(Date.UTC(2026, 10, 20) + 1000 * (firstId + i)).toISOString(),
      status,
      config: parseRunConfig({ ...example.config, budget, seed: firstSeed + i - Number(isRepeat) }),
      progress: {
        ...example.progress,
        episodes: pick(rng, [40, 120, 300]),
        environmentSteps: steps,
        meanReturnLast100: value,
        bestMeanReturn100: value,
        areaUnderCurve: value,
        solvedAt: solves
          ? { episode: 99, environmentSteps: 500 + Math.round(400 * rng.uniform()), wallTimeMs: 1 }
          : null,
      },
    })
  })
}

const hashes = ['a', 'b', 'c'].map((letter) => letter.repeat(16))
const names = ['A', 'B', 'C']

interface Trial {
  readonly groups: readonly (readonly Run[])[]
  readonly result: RunResult
}

function randomTrial(index: number): Trial {
  const rng = createRng(SEED, 'trial', index)
  const center = () => 100 + pick(rng, [0, 0, 1, 5, 40])
  const [a, b, c] = hashes.map((hash, i) => randomGroup(rng, hash, 1 + 100 * i, center()))
  // Now and then a run is in two groups.
  const shared = rng.uniform() < 0.05 ? [a![0]!] : []
  return { groups: [a!, [...b!, ...shared], c!], result: pick(rng, runResults) }
}

/** The returns that an evaluation of the runs' last policies would give. */
const evaluationsOf = (groups: Trial['groups']) =>
  new Map(groups.flat().map(({ id, progress }) => [id, progress.meanReturnLast100 ?? Number.NaN]))

function compare(
  groups: Trial['groups'],
  result: RunResult,
  intervals?: 'rliable',
): GroupComparison {
  const request = comparisonRequest.parse({
    groups: groups.map((runs) => ({ runIds: runs.map(({ id }) => id) })),
    result,
    resamples: 200,
    intervals,
  })
  const runs = [...new Map(groups.flat().map((run) => [run.id, run])).values()]
  return finish(compareGroups(storeOf(runs), request, evaluationsOf(groups)))
}

const trials = Array.from({ length: PAIRS }, (_, i) => ({ i, ...randomTrial(i) }))

it(`every sentence on ${PAIRS} random pairs is true (SENTENCES_SEED=${SEED})`, () => {
  const verdicts = new Set<string>()
  let sentences = 0
  for (const { i, groups, result } of trials) {
    for (const compared of [groups.slice(0, 2), groups]) {
      const comparison = compare(compared, result)
      for (const pair of comparison.pairs) {
        const sentence = pairSentence(pair, comparison, names)
        verdicts.add(pair.verdict)
        sentences++
        const problems = checkSentence(sentence, compared, names, result)
        expect(problems, `trial ${i}, ${result}: ${sentence}`).toEqual([])
      }
    }
  }
  expect([...verdicts].sort()).toEqual(['disagree', 'improves', 'not-significant', 'untested'])
  expect(sentences).toBeGreaterThan(3 * PAIRS)
})

it('the check finds a sentence that says something else', () => {
  const trial = trials.find(({ groups, result }) => {
    const { pairs } = compare(groups.slice(0, 2), result)
    return pairs[0]?.verdict === 'improves'
  })!
  const compared = trial.groups.slice(0, 2)
  const comparison = compare(compared, trial.result)
  const sentence = pairSentence(comparison.pairs[0]!, comparison, names)
  for (const [from, to] of [
    [/(A|B) improves on (A|B): /, ''],
    [/significant/, 'not significant'],
    [/n = \d+/, 'n = 99'],
    [/95 % CI 0\.\d+/, '95 % CI 0.51'],
    [/p [=<] [\d.]+/, 'p = 0.049'],
  ] as const) {
    const other = sentence.replace(from, to)
    if (other === sentence) continue
    expect(checkSentence(other, compared, names, trial.result), other).not.toEqual([])
  }
})

/** All intervals of a pair, as seen from the group that has the first of these hashes. */
function intervalsOf({ groups, pairs }: GroupComparison, hash: string, other: string) {
  const summary = groups.find(({ configHash }) => configHash === hash)?.summary ?? null
  const at = (pair: ComparedPair) => [pair.first, pair.second].map((i) => groups[i]!.configHash)
  const pair = pairs.find((each) => at(each).includes(hash) && at(each).includes(other))
  return {
    ...{ mean: summary?.meanInterval, iqm: summary?.interquartileMeanInterval },
    first: pair && at(pair)[0],
    ...{ difference: pair?.differenceInterval, improvement: pair?.improvementInterval },
    ...{ permutation: pair?.permutation.p, paired: pair?.paired?.differenceInterval },
    signFlip: pair?.paired?.signFlip.p,
  }
}

it('no interval changes with the page, the order, what else is compared, or an import', () => {
  for (const { groups: all, result } of trials.slice(0, 30)) {
    const groups = all.map((runs, i) => runs.filter(({ configHash }) => configHash === hashes[i]))
    for (const method of [undefined, 'rliable'] as const) {
      const [a, b, c] = groups as [Run[], Run[], Run[]]
      const seen = intervalsOf(compare([a, b], result, method), hashes[0]!, hashes[1]!)
      const orders = [
        [b, a],
        [c, b, a],
        [a.toReversed(), b.toReversed()],
      ]
      for (const order of orders) {
        const again = intervalsOf(compare(order, result, method), hashes[0]!, hashes[1]!)
        expect(again).toEqual(seen)
      }
      // An import gives new ids, in another order.
      const imported = [a, b].map((runs) => runs.map((run) => ({ ...run, id: 9000 - run.id })))
      expect(intervalsOf(compare(imported, result, method), hashes[0]!, hashes[1]!)).toEqual(seen)
      const cells = finish(
        experimentCells(
          storeOf([...c, ...a]),
          { experimentId: 1, result, resamples: 200, intervals: method ?? 'small-sample' },
          evaluationsOf(groups),
        ),
      ).cells
      const cell = cells.find(({ configHash }) => configHash === hashes[0])
      expect({
        mean: cell?.summary?.meanInterval,
        iqm: cell?.summary?.interquartileMeanInterval,
      }).toEqual({ mean: seen.mean, iqm: seen.iqm })
    }
  }
})
