import { describe, expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { runConfigSchema } from '#shared/run-config.ts'

const particle = presets['moving-particle']!.config

function problemsOf(initialState: unknown): string[] {
  const environment = { ...particle.environment, initialState }
  const result = runConfigSchema.safeParse({ ...particle, environment })
  if (result.success) return []
  return result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
}

describe("a particle's initial state", () => {
  it('lies in the unit square, border included', () => {
    expect(problemsOf({ kind: 'point', state: [0, 1] })).toEqual([])
    expect(problemsOf({ kind: 'box', low: [0, 0], high: [1, 1] })).toEqual([])
  })

  it.each([
    [
      { kind: 'point', state: [0.5, 1.5] },
      'environment.initialState.state component 1 is 1.5; y must be from 0 to 1',
    ],
    [
      { kind: 'box', low: [-3, 0], high: [2, 1] },
      'environment.initialState.low component 0 is -3; x must be from 0 to 1',
    ],
    [
      { kind: 'box', low: [0, 0], high: [1, 1.01] },
      'environment.initialState.high component 1 is 1.01; y must be from 0 to 1',
    ],
  ])('outside it, as %j, is refused with one sentence', (initialState, sentence) => {
    expect(problemsOf(initialState)).toEqual([sentence])
  })
})
