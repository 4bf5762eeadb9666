import { describe, expect, it } from 'vitest'
import { fieldOf, type UnionField } from '#renderer/components/form/fields.ts'
import { runFields } from '#renderer/components/form/run-form.ts'
import {
  alternativeOf,
  conform,
  conformFields,
  switchAlternative,
} from '#renderer/components/form/values.ts'
import { presets } from '#shared/presets.ts'
import { runConfigSchema } from '#shared/run-config.ts'

const union = (name: string) => runFields.find((field) => field.name === name) as UnionField
const nothing = () => undefined

describe('the fields of a run', () => {
  it('cover every part of a configuration, in the order of the schema', () => {
    expect(runFields.map(({ name }) => name)).toEqual(Object.keys(runConfigSchema.shape))
  })

  it('carry label, formula and help of the schema', () => {
    const estimator = runFields.find(({ name }) => name === 'estimator')
    expect(estimator?.kind === 'object' && estimator.fields[1]).toMatchObject({
      kind: 'number',
      title: 'Discount',
      formula: 'γ',
      help: expect.stringContaining('reward one step later'),
      initial: 0.99,
      range: { minimum: 0, maximum: 1 },
    })
  })

  it('take a number or null as a number that may be empty', () => {
    expect(fieldOf('x', { anyOf: [{ type: 'number' }, { type: 'null' }], default: null })).toEqual(
      expect.objectContaining({ kind: 'number', isNullable: true, initial: null }),
    )
  })

  it('call an untitled field by its name', () => {
    expect(fieldOf('state', { type: 'array', items: { type: 'number' } }).title).toBe('State')
  })
})

describe('values', () => {
  it('leave a complete configuration as it is', () => {
    for (const { config } of Object.values(presets)) {
      expect(conformFields(runFields, config)).toEqual(config)
    }
  })

  it('are completed with defaults and freed of unknown fields', () => {
    expect(conform(union('policy'), { kind: 'mlp', depth: 3 })).toEqual({
      kind: 'mlp',
      hiddenSizes: [64, 64],
      activation: 'tanh',
      sigma: 'learned',
      initialSigma: 0.5,
      normalizeObservations: false,
    })
  })

  it('keep what was typed even where it is not valid', () => {
    expect(conform(union('optimizer'), { kind: 'sgd', learningRate: '1e-' })).toMatchObject({
      learningRate: '1e-',
    })
  })

  it('tell alternatives without a marker apart by their fields', () => {
    expect(alternativeOf(union('budget'), { updates: 3 })).toBe(2)
    expect(alternativeOf(union('batch'), { episodes: '' })).toBe(0)
  })

  it('take up an alternative that is a mere word', () => {
    const environment = { id: 'CartPole-v1', initialState: { kind: 'point', state: [0, 0, 0, 0] } }
    expect(conform(union('environment'), environment)).toMatchObject(environment)
  })
})

describe('switching an alternative', () => {
  it('keeps the fields both have and fills in the others', () => {
    const sgd = { kind: 'sgd', learningRate: 0.5, maxGradientNorm: 2 }
    expect(switchAlternative(union('optimizer'), 2, sgd, nothing)).toEqual({
      kind: 'adam',
      learningRate: 0.5,
      schedule: 'constant',
      maxGradientNorm: 2,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    })
  })

  it('keeps no parameter of another environment, though it may have the same name', () => {
    const environments = union('environment')
    const to = (id: string) =>
      environments.alternatives.findIndex((alternative) => alternative.title === id)
    const cartPole = {
      id: 'CartPole-v1',
      parameters: { gravity: 1, maxEpisodeSteps: 50 },
      initialState: 'default',
    }
    expect(switchAlternative(environments, to('Pendulum-v1'), cartPole, nothing)).toMatchObject({
      parameters: { gravity: 10, maxEpisodeSteps: 200 },
    })

    // The two particles have one set of parameters.
    const particle = { id: 'MovingParticle-v0', parameters: { goalRadius: 0.3 } }
    expect(
      switchAlternative(environments, to('MovingParticleContinuous-v0'), particle, nothing),
    ).toMatchObject({ parameters: { goalRadius: 0.3 } })
  })

  it('does not take one alternative’s defaults for another’s', () => {
    const adam = { kind: 'adam', learningRate: 0.01, maxGradientNorm: 3 }
    const ppo = { kind: 'ppo', learningRate: 0.0003, maxGradientNorm: 3 }
    expect(switchAlternative(union('optimizer'), 7, adam, nothing)).toMatchObject(ppo)
    expect(switchAlternative(union('optimizer'), 2, ppo, nothing)).toMatchObject(adam)
  })

  it('begins a field without a default with what is suggested, or empty', () => {
    const budget = { episodes: 100, stopWhenSolved: false }
    const suggest = (name: string) => (name === 'updates' ? 200 : undefined)
    expect(switchAlternative(union('budget'), 2, budget, suggest)).toEqual({
      updates: 200,
      stopWhenSolved: false,
    })
    expect(switchAlternative(union('budget'), 0, budget, nothing)).toEqual({
      environmentSteps: '',
      stopWhenSolved: false,
    })
  })
})
