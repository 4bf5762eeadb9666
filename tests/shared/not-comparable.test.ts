import { expect, it } from 'vitest'
import { notComparable } from '#shared/not-comparable.ts'
import { presets } from '#shared/presets.ts'
import type { RunConfig } from '#shared/run-config.ts'

const { config: cartPole } = presets['cartpole-reinforce']!
const { config: particle } = presets['moving-particle']!
const note = (...configs: readonly RunConfig[]) =>
  notComparable(configs.map((config) => ({ config })))

it('runs of one environment are comparable, whatever else differs', () => {
  expect(note()).toBeNull()
  expect(note(cartPole, { ...cartPole, seed: 2, policy: particle.policy })).toBeNull()
})

it('runs of different environments are not, and the note names these', () => {
  expect(note(cartPole, particle, cartPole)).toMatch(
    /different environments, CartPole-v1 and MovingParticle-v0: .+ not comparable/,
  )
})

it('nor are runs of one environment that begin elsewhere', () => {
  const elsewhere = { kind: 'point' as const, state: [0, 0, 0.1, 0] }
  const moved = { ...cartPole, environment: { ...cartPole.environment, initialState: elsewhere } }
  expect(note(cartPole, moved)).toMatch(/CartPole-v1 with different parameters/)
})
