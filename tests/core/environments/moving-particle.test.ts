import { describe, expect, it } from 'vitest'
import { replayActions } from '#core/environments/replay-actions.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { environmentConfig } from './environment-config.ts'
import { testEnvironment } from './environment-contract.ts'

const discrete = environmentConfig({ id: 'MovingParticle-v0' })
const continuous = environmentConfig({ id: 'MovingParticleContinuous-v0' })

const isDefaultStart = (state: readonly number[]) => state.every((x) => x >= 0 && x <= 1)

const replay = (config: RunConfig['environment'], start: number[], actions: number[]) =>
  replayActions(
    config,
    start,
    actions.map((action) => [action]),
  )

describe('moving particle, eight directions', () => {
  testEnvironment(discrete, { isDefaultStart })

  it.each([
    [0, 0.55, 0.5],
    [1, 0.5 + 0.05 * Math.SQRT1_2, 0.5 + 0.05 * Math.SQRT1_2],
    [2, 0.5, 0.55],
    [4, 0.45, 0.5],
    [6, 0.5, 0.45],
    [7, 0.5 + 0.05 * Math.SQRT1_2, 0.5 - 0.05 * Math.SQRT1_2],
  ])('action %i leads from the middle to (%f, %f)', (action, x, y) => {
    const [, after] = replay(discrete, [0.5, 0.5], [action]).observations
    expect(after![0]).toBeCloseTo(x, 6)
    expect(after![1]).toBeCloseTo(y, 6)
  })

  it('pays minus the distance to the goal after the step', () => {
    const { rewards, terminated } = replay(discrete, [0.5, 0.8], [4])
    expect(rewards[0]).toBeCloseTo(-0.35, 12)
    expect(terminated).toEqual([false])
  })

  it('pays 10 more for reaching the goal disc, and terminates there', () => {
    const { rewards, terminated } = replay(discrete, [0.66, 0.8], [0])
    expect(rewards[0]).toBeCloseTo(10 - 0.09, 12)
    expect(terminated).toEqual([true])
  })

  it('is stopped by the walls', () => {
    const { observations } = replay(discrete, [0.02, 0.5], [4, 4])
    expect(observations.map(([x]) => x)).toEqual([Math.fround(0.02), 0, 0])
  })

  it('has its goal where the parameters say', () => {
    const moved = environmentConfig({
      id: 'MovingParticle-v0',
      parameters: { goal: [0.2, 0.5], goalRadius: 0.2 },
    })
    expect(replay(moved, [0.5, 0.5], [4, 4]).terminated).toEqual([false, true])
  })
})

describe('moving particle, any direction', () => {
  testEnvironment(continuous, { isDefaultStart })

  it('walks 0.05 towards the angle, whatever its turn', () => {
    const angle = 2.1
    const [, first] = replay(continuous, [0.5, 0.5], [angle]).observations
    const [, turned] = replay(continuous, [0.5, 0.5], [angle - 2 * Math.PI]).observations
    expect(first![0]).toBeCloseTo(0.5 + 0.05 * Math.cos(angle), 6)
    expect(first![1]).toBeCloseTo(0.5 + 0.05 * Math.sin(angle), 6)
    expect(turned![0]).toBeCloseTo(first![0]!, 6)
  })
})
