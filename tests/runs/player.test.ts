import { expect, it } from 'vitest'
import { createPlayer } from '#main/runs/player.ts'
import type { Run } from '#shared/run.ts'
import { brief, openBackend, sleep } from './test-backend.ts'

it('a player that is closed begins no thread, which nobody would end', async () => {
  let threads = 0
  const player = createPlayer(() => {
    threads++
    throw new Error('a thread')
  })
  await player.close()
  const checkpoint = {
    update: 1,
    parameters: new Float32Array(1),
    observationMoments: null,
    estimatorState: new Uint8Array(),
  }
  expect(() => player.play({} as Run, checkpoint, null)).toThrow('The workbench is closing')
  expect(threads).toBe(0)
})

it('ends an evaluation that would take an hour within a second or two, and refuses it', async () => {
  const { call, start, untilEnded, close } = openBackend()
  const { id: runId } = await start(
    brief(1, {
      environment: { id: 'Pendulum-v1', parameters: { maxEpisodeSteps: 100_000 } },
      policy: { kind: 'gaussian-linear' },
      batch: { environmentSteps: 256 },
    }),
  )
  await untilEnded(runId)
  await call('runs.evaluate', { runId, episodes: 1 })
  const evaluating = call('runs.evaluate', { runId, episodes: 10_000 }).catch(
    (error: unknown) => error,
  )
  await sleep(300)
  // Who watches does not wait for it.
  expect(await call('runs.playEpisode', { runId })).toMatchObject({ runId })
  const began = performance.now()
  await close()
  expect(performance.now() - began).toBeLessThan(3000)
  expect(String(await evaluating)).toContain('stopped playing')
})
