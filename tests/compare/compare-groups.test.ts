import { describe, expect, it } from 'vitest'
import { pairSentence } from '#shared/comparison-sentences.ts'
import { comparisonRequest, type ComparisonRequest } from '#shared/comparison.ts'
import { compareGroups } from '#main/compare/compare-groups.ts'
import type { Store } from '#main/store/store.ts'
import { A, B } from '../core/statistics/scores.ts'
import {
  addRun,
  createdAt,
  openStore,
  sampleConfig,
  sampleProvenance,
} from '../store/sample-runs.ts'
import { finish, storeGroup, storeRun } from './stored-group.ts'

const slower = { optimizer: { ...sampleConfig().optimizer, learningRate: 0.5 } }
const third = { optimizer: { ...sampleConfig().optimizer, learningRate: 0.25 } }

function openOwned() {
  const store = openStore()
  return { store, owner: store.processes.register(process.pid, createdAt) }
}

const compare = (store: Store, request: Partial<ComparisonRequest>) =>
  finish(compareGroups(store, comparisonRequest.parse(request)))

const byHash = ({ configHash }: { readonly configHash: string }) => ({ configHash })

const result = 'meanReturnLast100'

describe('groups of seeds', () => {
  it('are summed up and compared in pairs, the better one first', () => {
    const { store, owner } = openOwned()
    const b = storeGroup(store, owner, B, slower)
    const a = storeGroup(store, owner, A)
    const { groups, pairs, notes } = compare(store, { groups: [byHash(b), byHash(a)] })

    expect(groups.map(({ scores }) => scores)).toEqual([B, A])
    // The figures of numpy and scipy, as in the tests of the statistics themselves.
    expect(groups[1]!.summary!.mean).toBeCloseTo(442.19, 10)
    expect(groups[1]!.summary!.standardDeviation).toBeCloseTo(88.41777661885772, 10)
    expect(groups[1]!.summary!.interquartileMean).toBeCloseTo(473.2833333333333, 10)
    const [pair] = pairs
    expect(pair).toMatchObject({ first: 1, second: 0, probabilityOfImprovement: 0.83 })
    expect(pair!.welch!.p).toBeCloseTo(0.035384400994889285, 12)
    expect(pair!.welch!.adjustedP).toBe(pair!.welch!.p)
    expect(pair!.permutation).toMatchObject({ p: 6742 / 184_756, isExact: true })
    expect(pairSentence(pair!, { groups, pairs, result }, ['B', 'A'])).toMatch(
      /^On final mean return \(last 100\), A improves on B: P\(A > B\) = 0\.83 \[95 % CI 0\.57, 0\.94\], n = 10 vs 10 seeds; difference significant \(Welch p = 0\.035\)\.$/,
    )
    expect(notes).toEqual([])
  })

  it('say when their runs were computed with several arithmetics', () => {
    const { store, owner } = openOwned()
    const group = storeGroup(store, owner, A)
    for (const [i, runId] of group.runIds.entries()) {
      const provenance = { ...sampleProvenance, arithmetic: i < 3 ? 0 : 1 }
      store.runs.setStatus(runId, 'completed', { startedAt: createdAt, provenance })
    }
    expect(compare(store, { groups: [byHash(group)] }).notes).toEqual([
      'The runs of {0} were computed with arithmetic versions 0 and 1, so equal seeds would differ in their last bits; the filter arithmetic = 1 finds the newer ones.',
    ])
  })

  it('say one thing of ten runs that all wait', () => {
    const { store, owner } = openOwned()
    const runs = Array.from({ length: 10 }, (_, i) => addRun(store, sampleConfig(i + 1), owner))
    expect(compare(store, { groups: [byHash(runs[0]!)] }).notes).toEqual([
      expect.stringMatching(
        /^\{0\}: 10 of 10 runs .* and are excluded \(1, 2, 3, 4, 5, and 5 more\)\.$/,
      ),
    ])
  })

  it('say one thing of groups that all wait', () => {
    const { store, owner } = openOwned()
    const groups = [1, 2, 3].map((batch) => {
      const config = { ...sampleConfig(1), batch: { episodes: batch } }
      return byHash(addRun(store, config, owner))
    })
    const started = byHash(storeGroup(store, owner, A))
    expect(compare(store, { groups: [groups[0]!, started, ...groups.slice(1)] }).notes).toEqual([
      '{0}, {2}, {3}: 3 of 3 runs have no finished episode and are excluded (1, 2, 3).',
    ])
    expect(compare(store, { groups: [groups[0]!] }).notes).toEqual([
      '{0}: 1 of 1 run has no finished episode and is excluded (1).',
    ])
  })

  it('have the same intervals whenever they are asked for', () => {
    const { store, owner } = openOwned()
    const request = { groups: [byHash(storeGroup(store, owner, A))] }
    expect(compare(store, request)).toEqual(compare(store, request))
  })

  it('have their p values adjusted when there are more than two', () => {
    const { store, owner } = openOwned()
    const groups = [
      storeGroup(store, owner, A),
      storeGroup(store, owner, B, slower),
      storeGroup(store, owner, [0, 1, 2, 3, 4], third),
    ].map(byHash)
    const { pairs } = compare(store, { groups })
    expect(pairs).toHaveLength(3)
    const aAndB = pairs.find(({ first, second }) => first === 0 && second === 1)!
    // The largest of three: multiplied by one.
    expect(aAndB.welch!.adjustedP).toBeCloseTo(aAndB.welch!.p, 12)
    const smallest = pairs.toSorted((x, y) => x.welch!.p - y.welch!.p)[0]!
    expect(smallest.welch!.adjustedP).toBeCloseTo(3 * smallest.welch!.p, 15)
  })

  it('of one seed have no interval and no Welch test', () => {
    const { store, owner } = openOwned()
    const groups = [storeGroup(store, owner, [1]), storeGroup(store, owner, [2, 3], slower)]
    const { groups: found, pairs } = compare(store, { groups: groups.map(byHash) })
    expect(found[0]!.summary!.interquartileMeanInterval).toBeNull()
    expect(pairs[0]).toMatchObject({ first: 1, improvementInterval: null, welch: null })
    expect(pairSentence(pairs[0]!, { groups: found, pairs, result }, ['A', 'B'])).toBe(
      'On final mean return (last 100), P(B > A) = 1.00 (no interval below 3 seeds), n = 2 vs 1 seeds; too few seeds to conclude anything (permutation p = 0.67).',
    )
  })

  it('that stopped when they had solved their environment are said to have', () => {
    const { store, owner } = openOwned()
    const group = storeGroup(store, owner, A)
    const solvedAt = { episode: 99, environmentSteps: 1000, wallTimeMs: 1 }
    const { config: _, ...run } = store.runs.get(group.runIds[0]!)
    store.addBatch(run.id, {
      ...{ episodes: [], updates: [], checkpoint: null },
      progress: { ...run.progress, solvedAt },
    })
    const { notes } = compare(store, { groups: [byHash(group)] })
    expect(notes).toEqual([
      expect.stringMatching(/^Some of these runs stopped as soon as they had/),
    ])
  })

  it('count a seed once: of two runs with it the one that came further', () => {
    const { store, owner } = openOwned()
    storeRun(store, owner, { seed: 1, score: 5 })
    const further = storeRun(store, owner, { seed: 1, score: 7, steps: 2000 })
    const { groups, notes } = compare(store, { groups: [byHash(further)] })
    expect(groups[0]!.runIds).toEqual([further.id])
    expect(notes).toContain(`{0} is without run 1, which repeats seed 1 of run ${further.id}.`)
  })

  it('leave out runs without the result, and say so', () => {
    const { store, owner } = openOwned()
    const group = storeGroup(store, owner, [1, null, 3])
    const { groups, notes } = compare(store, { groups: [byHash(group)] })
    expect(groups[0]).toMatchObject({ seeds: [1, 3], scores: [1, 3] })
    expect(groups[0]!.leftOut).toEqual([{ runId: 2, reason: 'has no finite return' }])
    expect(notes.some((note) => note.startsWith('{0} has 2 seeds: with fewer than 5'))).toBe(true)
  })

  it('may be made of any runs, and are said to mix configurations then', () => {
    const { store, owner } = openOwned()
    const a = storeGroup(store, owner, [1, 2])
    const b = storeGroup(store, owner, [3], slower)
    const { groups, notes } = compare(store, { groups: [{ runIds: [...a.runIds, ...b.runIds] }] })
    expect(groups[0]!.configHash).toBeNull()
    expect(groups[0]!.scores.toSorted()).toEqual([1, 2, 3])
    expect(notes).toContain('The runs of {0} differ in more than their seeds.')
  })

  it('are judged by the area under their curves: its mean height over the steps', () => {
    const { store, owner } = openOwned()
    // Returns 0 to 99 at equal distances.
    const group = storeGroup(store, owner, [null])
    const { groups } = compare(store, { groups: [byHash(group)], result: 'areaUnderCurve' })
    expect(groups[0]!.scores[0]).toBeCloseTo(49.5, 10)
  })

  it('have profiles that begin at 1 and end at 0', () => {
    const { store, owner } = openOwned()
    const { groups, thresholds } = compare(store, {
      groups: [byHash(storeGroup(store, owner, A)), byHash(storeGroup(store, owner, B, slower))],
    })
    for (const { summary } of groups) {
      expect(summary!.profile.fraction).toHaveLength(thresholds.length)
      expect(summary!.profile.fraction[0]).toBe(1)
      expect(summary!.profile.fraction.at(-1)).toBe(0)
    }
  })

  it('without any run are refused by name', () => {
    const { store } = openOwned()
    const missing = { groups: [{ configHash: '0123456789abcdef' }] }
    expect(() => compare(store, missing)).toThrow(
      'There is no run with the configuration hash 0123456789abcdef',
    )
    expect(() => compare(store, { groups: [{ runIds: [12] }] })).toThrow('There is no run 12')
  })
})
