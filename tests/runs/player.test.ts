import { expect, it } from 'vitest'
import { createPlayer } from '#main/runs/player.ts'
import type { Run } from '#shared/run.ts'

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
