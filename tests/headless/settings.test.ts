import { describe, expect, it } from 'vitest'
import { policy } from '#shared/config/policy.ts'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { applySettings } from '#main/headless/settings.ts'

const cartPole = presets['cartpole-reinforce']!.config
const particle = presets['moving-particle']!.config

const after = (config: unknown, ...settings: string[]) =>
  parseRunConfig(applySettings(config, settings))

describe('a setting', () => {
  it('changes one field and nothing else', () => {
    const changed = after(cartPole, 'estimator.gamma=0.9')
    expect(changed).toEqual({ ...cartPole, estimator: { ...cartPole.estimator, gamma: 0.9 } })
    expect(cartPole.estimator.gamma).toBe(0.99)
  })

  it('is JSON where it is JSON and text otherwise', () => {
    const changed = after(cartPole, 'policy.hiddenSizes=[8, 4]', 'policy.activation=relu', 'seed=7')
    expect(changed.policy).toMatchObject({ hiddenSizes: [8, 4], activation: 'relu' })
    expect(changed.seed).toBe(7)
  })

  it('reaches what a partial configuration left to the defaults', () => {
    const { estimator: _estimator, ...partial } = cartPole
    expect(after(partial, 'estimator.gamma=0.5').estimator).toMatchObject({
      gamma: 0.5,
      weight: 'reward-to-go',
    })
  })

  it('may replace a whole part', () => {
    const changed = after(cartPole, 'optimizer={"kind":"sgd","learningRate":0.5}')
    expect(changed.optimizer).toEqual({
      kind: 'sgd',
      learningRate: 0.5,
      schedule: 'constant',
      maxGradientNorm: null,
    })
  })
})

describe('a setting that chooses another alternative', () => {
  it('drops what only the old one knew and keeps what both know', () => {
    const settings = ['optimizer.learningRate=0.3', 'optimizer.kind=sgd']
    expect(after(cartPole, ...settings).optimizer).toEqual({
      kind: 'sgd',
      learningRate: 0.3,
      schedule: 'constant',
      maxGradientNorm: null,
    })
    expect(after(cartPole, 'policy.kind=softmax-linear').policy).toEqual(
      policy.parse({ kind: 'softmax-linear' }),
    )
  })

  it('lets the defaults of the new one fill in', () => {
    const linear = after(cartPole, 'policy.kind=softmax-linear')
    expect(after(linear, 'policy.kind=mlp').policy).toEqual(policy.parse({ kind: 'mlp' }))
  })

  it('does so below it too', () => {
    const { environment } = after(particle, 'environment.id=CartPole-v1')
    expect(environment).toEqual(cartPole.environment)
  })

  it('may be told by a field that only the new one has', () => {
    const steps = after(cartPole, 'batch.environmentSteps=4096', 'batch.environments=8')
    expect(steps.batch).toEqual({ environmentSteps: 4096, environments: 8 })
    expect(after(cartPole, 'batch.environments=8', 'batch.environmentSteps=64').batch).toEqual({
      environmentSteps: 64,
      environments: 8,
    })
    expect(after(cartPole, 'budget.episodes=9').budget).toEqual({
      episodes: 9,
      stopWhenSolved: true,
    })
  })

  it('may turn a word into fields', () => {
    const settings = ['environment.initialState.kind=point', 'environment.initialState.state=[0,1]']
    expect(after(particle, ...settings).environment.initialState).toEqual({
      kind: 'point',
      state: [0, 1],
    })
  })

  it('keeps mistakes of the file, so that they are refused', () => {
    const { policy: right } = cartPole
    const misspelt = { ...cartPole, policy: { ...right, hidenSizes: [8] } }
    expect(() => after(misspelt, 'policy.kind=softmax-linear')).toThrow(
      'policy.hidenSizes is not a known field',
    )
  })
})

describe('a number', () => {
  it.each([
    ['.001', 0.001],
    ['-.5', -0.5],
    ['5.', 5],
    ['+3', 3],
    ['1e-3', 0.001],
    ['.5e1', 5],
  ])('may be written %s', (written, value) => {
    expect(applySettings({}, [`optimizer.learningRate=${written}`])).toMatchObject({
      optimizer: { learningRate: value },
    })
  })

  it.each(['1.2.3', '0x10', 'NaN', 'Infinity', '1,5', ''])('is not written “%s”', (written) => {
    expect(() => after(cartPole, `optimizer.learningRate=${written}`)).toThrow(
      /optimizer\.learningRate/,
    )
  })
})

describe('a path that leads nowhere', () => {
  it.each([
    ['gamma=0.9', 'estimator.gamma'],
    ['learningRate=0.1', 'optimizer.learningRate'],
    ['estimator.gama=0.9', 'estimator.gamma'],
    ['batch.episode=3', 'batch.episodes'],
    ['hiddenSizes=[8]', 'policy.hiddenSizes'],
  ])('such as %s is told where it may have been meant', (setting, path) => {
    const [written] = setting.split('=')
    expect(() => after(cartPole, setting)).toThrow(
      `--set ${written}: there is no such field; did you mean ${path}`,
    )
  })
})

describe('a setting that is refused', () => {
  it.each([
    [
      'policy.size=3',
      /^--set policy\.size: there is no such field; (did you mean|known there: kind, hiddenSizes)/,
    ],
    ['policy.features=raw', /^--set policy\.features: there is no such field/],
    ['polcy.kind=mlp', '--set polcy.kind: there is no such field; did you mean policy.kind'],
    ['seed.value=3', /^--set seed\.value: there is no such field/],
    ['policy.hiddenSizes.0=3', /^--set policy\.hiddenSizes\.0: there is no such field/],
    ['environment.parameters.goal=[0,0]', /^--set environment\.parameters\.goal/],
    ['__proto__.seed=3', /^--set __proto__\.seed: there is no such field/],
    ['constructor=3', /^--set constructor: there is no such field/],
    ['estimator.gamma', /must have the form path=value/],
    ['=3', /must have the form path=value/],
    ['policy.kind=cnn', /policy\.kind is "cnn"/],
    ['estimator.gamma=2', /estimator\.gamma is 2; must be at most 1/],
    ['optimizer.learningRate=fast', /optimizer\.learningRate is "fast"/],
    ['batch=3', /batch/],
  ])('%s says why in a sentence', (setting, sentence) => {
    expect(() => after(cartPole, setting)).toThrow(sentence)
  })

  it('leaves a configuration that is none to validation', () => {
    expect(() => after([1, 2])).toThrow(/the input is/)
  })
})
