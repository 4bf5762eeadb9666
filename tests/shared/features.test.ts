import { describe, expect, it } from 'vitest'
import { describeDefault, environmentIds } from '#shared/environments.ts'
import { inputSize } from '#shared/policy-input.ts'
import { parseRunConfig, runConfigSchema, type RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../core/example-config.ts'

type Changes = Pick<RunConfigInput, 'policy'> & Partial<RunConfigInput>

const problemsOf = (changes: Changes): string[] => {
  const result = runConfigSchema.safeParse({ ...exampleConfig(), ...changes })
  if (result.success) return []
  return result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
}

describe('features', () => {
  it.each([
    [{ features: 'polynomial' }, 14],
    [{ features: 'polynomial', polynomialDegree: 3 }, 34],
    [{ features: 'fourier' }, 255],
    [{ features: 'tile-coding', tilings: 4, tilesPerDimension: 2 }, 324],
    [{ features: 'interaction' }, 4],
  ] as const)('%j of four quantities are so many', (features, size) => {
    const config = exampleConfig({ policy: { kind: 'softmax-linear', ...features } })
    expect(inputSize(config)).toBe(size)
  })

  it('are refused where they are too many to keep', () => {
    expect(
      problemsOf({ policy: { kind: 'softmax-linear', features: 'fourier', fourierOrder: 9 } }),
    ).toEqual([
      'policy.features is fourier, which makes 9,999 features of 4 quantities; at most 4,096 are allowed, so lower policy.fourierOrder',
    ])
  })

  it.each(environmentIds)('of all kinds can be made in %s: its quantities have ranges', (id) => {
    const { observation } = describeDefault(id)
    const unbounded = observation.filter(
      ({ values, range }) => values === undefined && !(range && range[0] < range[1]),
    )
    expect(unbounded).toEqual([])
  })

  it('that are a table need an index to look up', () => {
    expect(problemsOf({ policy: { kind: 'softmax-linear', features: 'one-hot' } })).toEqual([
      'policy.features is one-hot, but environment.id CartPole-v1 observes quantities (cart position, …), not an index; use interaction, polynomial, fourier or tile-coding',
    ])
  })

  it('other than a table, and normalisation, are refused on an index', () => {
    const lake = { environment: { id: 'FrozenLake-v1' } } as const
    const policy = { kind: 'softmax-linear' } as const
    for (const features of ['polynomial', 'fourier', 'tile-coding'] as const) {
      expect(problemsOf({ ...lake, policy: { ...policy, features } })).toEqual([
        `policy.features is ${features}, but environment.id FrozenLake-v1 observes an index, not quantities; use one-hot`,
      ])
    }
    for (const features of ['raw', 'interaction', 'one-hot'] as const) {
      expect(problemsOf({ ...lake, policy: { ...policy, features } })).toEqual([])
    }
    const normalizeObservations = true
    expect(problemsOf({ ...lake, policy: { kind: 'mlp', normalizeObservations } })).toEqual([
      'policy.normalizeObservations is true, but environment.id FrozenLake-v1 observes an index, which has no mean; it must be false',
    ])
  })

  it('that scale the observation by its range do not have it normalised too', () => {
    const policy = { kind: 'softmax-linear', normalizeObservations: true } as const
    expect(problemsOf({ policy: { ...policy, features: 'fourier' } })).toEqual([
      'policy.normalizeObservations is true, but policy.features fourier scales the observation by its range; it must be false, or the features raw, interaction or polynomial',
    ])
    expect(problemsOf({ policy: { ...policy, features: 'polynomial' } })).toEqual([])
  })

  it('named by their kind alone have their usual parameters', () => {
    const { policy } = parseRunConfig({
      ...exampleConfig(),
      policy: { kind: 'softmax-linear', features: 'tile-coding' },
    })
    expect(policy).toMatchObject({ tilings: 8, tilesPerDimension: 2 })
  })
})
