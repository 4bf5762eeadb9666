import { expect, it } from 'vitest'
import { createEvaluations } from '#main/compare/evaluate-runs.ts'
import { ApiError } from '#shared/errors.ts'
import type { Evaluation } from '#shared/evaluation.ts'
import { brief, openBackend } from '../runs/test-backend.ts'
import { exampleRun } from '../renderer/example-run.ts'

it('groups are judged by episodes of their last policies, without learning', async () => {
  const { call, untilEnded } = openBackend()
  const runs = await call('runs.startSeeds', { config: brief(2), seeds: [1, 2] })
  await Promise.all(runs.map(({ id }) => untilEnded(id)))
  const runIds = runs.map(({ id }) => id)
  const { groups } = await call('groups.compare', { groups: [{ runIds }], result: 'evaluation' })
  const expected = await Promise.all(runIds.map((runId) => call('runs.evaluate', { runId })))
  expect(groups[0]!.scores).toEqual(expected.map(({ meanReturn }) => meanReturn))
})

it('an ended run is played once; one that trains, or has no policy, is left out', async () => {
  const played: number[] = []
  const evaluations = createEvaluations(async ({ runId }) => {
    played.push(runId)
    if (runId === 3) throw new ApiError('conflict', 'There is no policy')
    return { meanReturn: 10 * runId } as Evaluation
  })
  const runs = [
    exampleRun({ id: 1 }),
    exampleRun({ id: 2, status: 'running' }),
    exampleRun({ id: 3 }),
  ]
  const expected = [
    [1, 10],
    [2, 'is judged only when it has ended'],
    [3, 'has no stored policy'],
  ]
  expect([...(await evaluations(runs))]).toEqual(expected)
  expect([...(await evaluations(runs))]).toEqual(expected)
  expect(played).toEqual([1, 3])
})
