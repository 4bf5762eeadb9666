import { describe, expect, it } from 'vitest'
import type { ObjectField, UnionField } from '#renderer/components/form/fields.ts'
import { problemAt, type FormContext } from '#renderer/components/form/form-context.ts'
import {
  isUsed,
  formObstacle,
  policyMisfit,
  runFields,
  runProblems,
  suggestValue,
} from '#renderer/components/form/run-form.ts'
import { expectedRate, longestMs } from '#shared/time-estimate.ts'
import { presets } from '#shared/presets.ts'
import { exampleRun } from '../example-run.ts'

const { config } = presets['cartpole-reinforce']!

describe('problems of a run', () => {
  it('name the field by its path', () => {
    const { optimizer } = config
    expect(runProblems({ ...config, optimizer: { ...optimizer, learningRate: -1 } })).toEqual([
      {
        path: 'optimizer.learningRate',
        message: 'optimizer.learningRate is -1; must be greater than 0',
      },
    ])
  })

  it('call an emptied field empty', () => {
    expect(runProblems({ ...config, batch: { episodes: '' } })[0]?.message).toContain(
      'batch.episodes is empty',
    )
  })
})

describe('rules between fields', () => {
  const { estimator, optimizer, policy } = config
  const gae = { ...config, estimator: { ...estimator, baseline: 'mean', gaeLambda: 0.95 } }
  const pathsOf = (config: unknown) => runProblems(config).map(({ path }) => path)

  it('are told while other fields are malformed', () => {
    expect(pathsOf(gae)).toEqual(['estimator.gaeLambda'])
    const rate = { ...gae, optimizer: { ...optimizer, learningRate: -1 } }
    expect(pathsOf(rate)).toEqual(['optimizer.learningRate', 'estimator.gaeLambda'])
    const layers = {
      ...gae,
      policy: { ...policy, hiddenSizes: [64, 'x'] },
      batch: { episodes: '' },
    }
    expect(pathsOf(layers)).toEqual([
      'policy.hiddenSizes.1',
      'batch.episodes',
      'estimator.gaeLambda',
    ])
  })

  it('are not told where they may depend on what is malformed', () => {
    // The network is too large or not, whatever its layers will be.
    const huge = { ...config, policy: { ...policy, hiddenSizes: [65_536, 65_536] } }
    expect(pathsOf(huge)).not.toEqual([])
    const malformed = { ...config, policy: { ...policy, hiddenSizes: [65_536, -1] } }
    expect(pathsOf(malformed)).toEqual(['policy.hiddenSizes.1'])
    expect(pathsOf({ ...gae, estimator: { ...gae.estimator, gaeLambda: 2, gamma: 'x' } })).toEqual([
      'estimator.gamma',
      'estimator.gaeLambda',
    ])
  })

  it('count among what needs attention, and so does a bad list of seeds', () => {
    const found = runProblems({ ...gae, optimizer: { ...optimizer, learningRate: -1 } })
    const sentenceOf = ({ path }: { readonly path: string }) => `${path} is wrong.`
    expect(formObstacle([], null, sentenceOf)).toBeNull()
    expect(formObstacle([], 'no seed', sentenceOf)).toBe('Several seeds: no seed')
    expect(formObstacle(found.slice(0, 1), null, sentenceOf)).toBe(
      'optimizer.learningRate is wrong.',
    )
    expect(formObstacle(found, 'no seed', sentenceOf)).toBe(
      '3 fields need attention. optimizer.learningRate is wrong.',
    )
  })
})

describe('policies', () => {
  it('that cannot act in the environment are told apart, with the reason', () => {
    expect(policyMisfit('gaussian-linear', config)).toContain('needs continuous actions')
    expect(policyMisfit('mlp', config)).toBeNull()
  })

  it('on features show the parameters of these features alone', () => {
    const shown = (features: string) =>
      ['polynomialDegree', 'fourierOrder', 'tilings', 'tilesPerDimension'].filter((name) =>
        isUsed(`policy.${name}`, { ...config, policy: { kind: 'softmax-linear', features } }),
      )
    expect(shown('interaction')).toEqual([])
    expect(shown('fourier')).toEqual(['fourierOrder'])
    expect(shown('tile-coding')).toEqual(['tilings', 'tilesPerDimension'])
  })

  it('have a standard deviation on continuous actions only', () => {
    expect(isUsed('policy.sigma', config)).toBe(false)
    const continuous = { ...config, environment: { id: 'MovingParticleContinuous-v0' } }
    expect(isUsed('policy.sigma', continuous)).toBe(true)
  })
})

it('suggests a start state as long as the state of the environment', () => {
  expect(suggestValue('environment.initialState.state', config)).toEqual([0, 0, 0, 0])
})

describe('the expected time', () => {
  it('comes from the median speed of runs with the same environment and policy', () => {
    const runs = [1000, 3000, 2000].map((speed) =>
      exampleRun({ progress: { environmentSteps: 10_000, wallTimeMs: 1e7 / speed } }),
    )
    expect(expectedRate(config, runs)).toEqual({ stepsPerSecond: 2000, measuredRuns: 3 })
  })

  it('is a rough guess where nothing comparable was measured', () => {
    const other = { ...config, policy: { ...config.policy, hiddenSizes: [8] } }
    const rate = expectedRate(other as typeof config, [exampleRun({})])
    expect(rate.measuredRuns).toBe(0)
    expect(rate.stepsPerSecond).toBeGreaterThan(1000)
  })

  it('counts the runs that must wait for a free worker', () => {
    expect(longestMs(2000, { stepsPerSecond: 1000, measuredRuns: 1 }, 5, 2)).toBe(6000)
  })
})

describe('the problem beside a field', () => {
  const context = (config: unknown): FormContext => ({
    problems: runProblems(config),
    isUsed: () => true,
    suggest: () => undefined,
    misfit: () => null,
    varying: null,
  })
  const fieldAt = (name: string) => runFields.find((field) => field.name === name)!

  it('names an item of a list by its place', () => {
    const policy = runFields.find(({ name }) => name === 'policy') as UnionField
    const mlp = policy.alternatives[2] as ObjectField
    const hidden = mlp.fields.find(({ name }) => name === 'hiddenSizes')!
    const wrong = context({ ...config, policy: { ...config.policy, hiddenSizes: [64, 'x'] } })
    expect(problemAt(wrong, 'policy.hiddenSizes', hidden)).toBe(
      'Hidden layers, item 2, is "x"; must be a finite number',
    )
    expect(problemAt(wrong, 'policy', policy)).toBeNull()
  })

  it('stands at the choice of a policy when the policy does not fit', () => {
    const wrong = context({ ...config, policy: { kind: 'gaussian-linear' } })
    expect(problemAt(wrong, 'policy', fieldAt('policy'))).toContain(
      'Policy gaussian-linear needs continuous actions',
    )
  })
})
