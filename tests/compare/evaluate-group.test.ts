import { describe, expect, it } from 'vitest'
import { evaluateGroup } from '#main/compare/evaluate-group.ts'
import type { Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import type { GroupEvaluationRequest } from '#shared/group-evaluation.ts'

/** Runs whose policies earn ten times their number; `seeds` tells what each was played with. */
function played(successRate: number | null = null) {
  const seeds: number[] = []
  const evaluate = async (request: EvaluationRequest): Promise<Evaluation> => {
    seeds.push(request.seed)
    const { runId } = request
    const meanReturn = 10 * runId
    return {
      ...request,
      update: 1,
      meanReturn,
      standardError: 0,
      successRate,
      returns: [],
      lengths: [],
    }
  }
  const group = (request: Partial<GroupEvaluationRequest>) =>
    evaluateGroup(
      { evaluate },
      {
        runIds: [1, 2, 3, 4, 5, 6, 7, 90],
        episodes: 100,
        actions: 'mode',
        start: 'default',
        seed: 0,
        score: 'meanReturn',
        intervals: 'small-sample',
        resamples: 2000,
        ...request,
      },
    )
  return { group, seeds }
}

describe('judging a group', () => {
  it('counts each run once, and drops a quarter at either end for the interquartile mean', async () => {
    const { scores, summary } = await played().group({})
    expect(scores).toEqual([10, 20, 30, 40, 50, 60, 70, 900])
    expect(summary!.interquartileMean).toBe((30 + 40 + 50 + 60) / 4)
    expect(summary!.mean).toBe(1180 / 8)
    const { lower, upper } = summary!.interquartileMeanInterval!
    expect(lower).toBeLessThan(45)
    expect(upper).toBeGreaterThan(45)
  })

  it('plays every run with a seed of its own', async () => {
    const { group, seeds } = played()
    await group({ runIds: [4, 2, 9], seed: 7 })
    expect(seeds).toEqual([7, 8, 9])
  })

  it('judges by the share of goals where there are goals, and says where there are none', async () => {
    const { scores } = await played(0.75).group({ score: 'successRate', runIds: [1, 2] })
    expect(scores).toEqual([0.75, 0.75])
    await expect(played().group({ score: 'successRate' })).rejects.toThrow(
      'The environment of run 1 has no goal to reach; its score can be meanReturn alone',
    )
  })
})
