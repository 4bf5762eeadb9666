import { describe, expect, it } from 'vitest'
import { configDifferences } from '#renderer/compare/config-differences.ts'
import { configEntries, configGroups } from '#renderer/compare/config-entries.ts'
import { parseRunIds } from '#renderer/compare/run-ids.ts'
import { presets } from '#shared/presets.ts'
import type { RunConfig } from '#shared/run-config.ts'

const cartPole = presets['cartpole-reinforce']!.config
const particle = presets['moving-particle']!.config
const entry = (config: RunConfig, path: string) =>
  configEntries(config).find((candidate) => candidate.path === path)

describe('configuration entries', () => {
  it('carry the titles and formulas of the schema', () => {
    expect(entry(cartPole, 'optimizer.learningRate')).toMatchObject({
      group: 'Optimizer',
      title: 'Learning rate',
      formula: 'α',
      text: '0.01',
    })
  })

  it('call a choice by its title', () => {
    expect(entry(cartPole, 'policy.kind')).toMatchObject({
      title: 'Policy',
      text: 'Neural network',
    })
    expect(entry(cartPole, 'environment.id')).toMatchObject({ text: 'CartPole-v1' })
  })

  it('name the fields of the form a union has', () => {
    expect(entry(cartPole, 'batch.episodes')).toMatchObject({
      group: 'Batch',
      title: 'Trajectories per update',
      text: '16',
    })
    expect(entry(cartPole, 'budget.environmentSteps')).toMatchObject({
      title: 'Environment steps',
      text: '500,000',
    })
  })

  it('write arrays, booleans, nothing and objects readably, and a seed as it was given', () => {
    expect(entry(cartPole, 'policy.hiddenSizes')!.text).toBe('64, 64')
    expect(entry(cartPole, 'estimator.normalizeAdvantages')!.text).toBe('yes')
    expect(entry(cartPole, 'optimizer.maxGradientNorm')!.text).toBe('none')
    expect(entry({ ...cartPole, seed: 123456 }, 'seed')!.text).toBe('123456')
    const environment = {
      ...particle.environment,
      initialState: { kind: 'point', state: [0.1, 0.2] },
    } as RunConfig['environment']
    expect(entry({ ...particle, environment }, 'environment.initialState')!.text).toBe(
      'kind point; state 0.1, 0.2',
    )
  })

  it('name every field', () => {
    for (const { title, path } of [...configEntries(cartPole), ...configEntries(particle)]) {
      expect(title, path).toMatch(/^[A-Z]/)
    }
  })

  it('come in groups, ungrouped fields last', () => {
    expect(configGroups(cartPole).map(({ group }) => group)).toEqual([
      'Environment',
      'Policy',
      'Estimator',
      'Optimizer',
      'Batch',
      'Budget',
      'General',
    ])
  })
})

describe('configuration differences', () => {
  const differing = (...configs: RunConfig[]) =>
    configDifferences(configs.map((config) => ({ config }))).filter(({ differs }) => differs)

  it('are none between a configuration and itself', () => {
    expect(differing(cartPole, cartPole)).toEqual([])
    expect(differing(cartPole)).toEqual([])
    expect(configDifferences([])).toEqual([])
  })

  it('are the fields whose values differ, with every value', () => {
    const other = { ...cartPole, seed: 2, estimator: { ...cartPole.estimator, gamma: 0.9 } }
    expect(differing(cartPole, other, cartPole)).toMatchObject([
      { path: 'estimator.gamma', values: ['0.99', '0.9', '0.99'] },
      { path: 'seed', values: ['1', '2', '1'] },
    ])
  })

  it('include fields that only some configurations have, beside their group', () => {
    const sgd = {
      ...cartPole,
      optimizer: { kind: 'sgd', learningRate: 0.01, schedule: 'constant', maxGradientNorm: null },
    } as const
    const rows = configDifferences([{ config: sgd }, { config: cartPole }])
    expect(rows.find(({ path }) => path === 'optimizer.beta1')).toMatchObject({
      values: [null, '0.9'],
      differs: true,
    })
    const groups = rows.map(({ group }) => group)
    expect(groups.lastIndexOf('Optimizer') - groups.indexOf('Optimizer')).toBe(
      groups.filter((group) => group === 'Optimizer').length - 1,
    )
  })
})

describe('run ids in an address', () => {
  it('are kept in order, once each, without what is no id', () => {
    expect(parseRunIds('3,1,3,x,-2,0,1.5,2')).toEqual([3, 1, 2])
    expect(parseRunIds(['1', '2'])).toEqual([1, 2])
    expect(parseRunIds(undefined)).toEqual([])
    expect(parseRunIds('')).toEqual([])
  })
})
