import { describe, expect, it } from 'vitest'
import { parseSeeds, seedsText } from '#renderer/components/form/seeds.ts'
import {
  emptySweep,
  fieldAt,
  readSweep,
  sweepDraftOf,
  titleAt,
  type SweepDraft,
} from '#renderer/components/form/sweep-draft.ts'
import {
  choicesOf,
  otherKind,
  previewOf,
  readVariation,
  startVarying,
  variedPath,
  type VaryDraft,
} from '#renderer/components/form/vary.ts'
import { presets } from '#shared/presets.ts'
import { parseSweep, type Scale } from '#shared/sweep.ts'

const { config } = presets['cartpole-reinforce']!
const rate = fieldAt('optimizer.learningRate')!
const read = (draft: VaryDraft, isGrid = true) =>
  readVariation('optimizer.learningRate', draft, isGrid)
const variation = (draft: VaryDraft) => {
  const found = read(draft)
  if (found.kind === 'problem') throw new Error(found.message)
  return found.variation
}

describe('a field begins to vary', () => {
  it('with the value it has', () => {
    expect(startVarying(rate, 0.01)).toEqual({ kind: 'list', text: '0.01' })
    expect(startVarying(fieldAt('policy.hiddenSizes')!, [64, 32])).toEqual({
      kind: 'lists',
      text: '64, 32',
    })
    expect(startVarying(fieldAt('estimator.baseline')!, 'mean')).toEqual({
      kind: 'choices',
      values: ['mean'],
    })
  })

  it('by the name of its alternative where it is a union, and not at all where that has none', () => {
    expect(variedPath(fieldAt('optimizer')!, 'optimizer')).toBe('optimizer.kind')
    expect(variedPath(fieldAt('environment')!, 'environment')).toBe('environment.id')
    expect(variedPath(fieldAt('budget')!, 'budget')).toBeNull()
    expect(variedPath(fieldAt('seed')!, 'seed')).toBeNull()
    expect(choicesOf(fieldAt('optimizer')!)!.map(({ title }) => title)).toContain('PPO')
  })
})

describe('what was typed', () => {
  it('is a list of numbers', () => {
    expect(variation({ kind: 'list', text: '0.1, 1e-3 1/4' })).toEqual({
      path: 'optimizer.learningRate',
      values: [0.1, 0.001, 0.25],
    })
    expect(read({ kind: 'list', text: '0.1, fast' })).toMatchObject({
      message: '“fast” is no number; write 0.001, 0.01',
    })
    expect(read({ kind: 'list', text: ' ' })).toMatchObject({ kind: 'problem' })
  })

  it('is lists of numbers apart by semicolons', () => {
    expect(variation({ kind: 'lists', text: '64, 64; 32' })).toMatchObject({
      values: [[64, 64], [32]],
    })
  })

  it('is a range, whose count only a grid needs', () => {
    const range = { kind: 'range', from: 0.001, to: 0.1, count: '', scale: 'logarithmic' } as const
    expect(read(range)).toMatchObject({ message: 'needs a count of values from 2 to 1,000' })
    expect(read(range, false)).toMatchObject({ variation: { from: 0.001, to: 0.1 } })
    expect(read({ ...range, from: 'a' })).toMatchObject({
      message: 'needs two numbers, from and to',
    })
    expect(read({ ...range, to: 0.001 })).toMatchObject({
      message: 'goes from 0.001 to 0.001; the second must be the greater',
    })
    expect(read({ ...range, from: 0 })).toMatchObject({
      message: 'begins at 0; a logarithmic range begins above 0',
    })
  })

  it('is shown as the values that are trained', () => {
    const range = { kind: 'range', from: 0.001, to: 0.01, count: 3, scale: 'logarithmic' } as const
    expect(previewOf(config, variation(range))).toBe('0.001, 0.00316, 0.01')
    expect(previewOf(config, variation({ kind: 'lists', text: '64, 64; 32' }))).toBe(
      '[64, 64], [32]',
    )
    expect(previewOf(config, variation({ ...range, from: 1, to: 1000, count: 100 }))).toMatch(
      /^1, .*…, 1000 \(100 values\)$/,
    )
  })
})

it('a list becomes the range it spans, and a range the list of its values', () => {
  const list = { kind: 'list', text: '0.001, 0.1' } as const
  const range = otherKind(list, 'logarithmic')
  expect(range).toEqual({ kind: 'range', from: 0.001, to: 0.1, count: 3, scale: 'logarithmic' })
  expect(otherKind(range, 'logarithmic')).toEqual({ kind: 'list', text: '0.001, 0.01, 0.1' })
  expect(otherKind({ kind: 'list', text: '0, 1' }, 'logarithmic')).toMatchObject({
    scale: 'linear',
  })
})

it('one value becomes a range around it, within its bounds', () => {
  const around = (text: string, scale: Scale, bounds = {}) =>
    otherKind({ kind: 'list', text }, scale, bounds)
  expect(around('0.003', 'logarithmic')).toMatchObject({ from: 0.0003, to: 0.03 })
  expect(around('300', 'logarithmic', { maximum: 1000 })).toMatchObject({ from: 30, to: 1000 })
  const share = { minimum: 0, maximum: 1 }
  expect(around('0.9', 'linear', share)).toMatchObject({ from: 0.9, to: 1 })
  expect(around('1', 'linear', share)).toMatchObject({ from: 0, to: 1 })
  expect(around('0', 'linear', { minimum: 0 })).toMatchObject({ from: 0, to: '' })
  expect(around('', 'linear')).toMatchObject({ from: '', to: '' })
})

it('a range that is typed as a list says where ranges are', () => {
  expect(read({ kind: 'list', text: '1e-3..1e-1' })).toEqual({
    kind: 'problem',
    message: '“1e-3..1e-1” is no list; choose Range for it',
  })
})

describe('a draft of a sweep', () => {
  const draft = (vary: SweepDraft['vary'], changes: Partial<SweepDraft> = {}) =>
    readSweep(config, { ...emptySweep, ...changes, vary }, [1, 2])
  const list = (text: string) => ({ isOn: true, draft: { kind: 'list', text } as const })

  it('is read with the fields that vary now', () => {
    const { sweep, problems } = draft({
      'optimizer.learningRate': list('0.1, 0.2'),
      'estimator.gamma': { ...list('0.9'), isOn: false },
    })
    expect(problems).toEqual([])
    expect(sweep!.vary).toEqual([{ path: 'optimizer.learningRate', values: [0.1, 0.2] }])
  })

  it('tells beside a field which of its values the schema refuses', () => {
    expect(draft({ 'estimator.gamma': list('0.9, 2') }).problems).toEqual([
      { path: 'estimator.gamma', message: 'Discount holds 2; must be at most 1' },
    ])
  })

  it('tells what is wrong with a random search', () => {
    const vary = { 'estimator.gamma': list('0.9') }
    expect(draft(vary, { search: 'random', samples: 'many' }).problems).toMatchObject([
      { message: 'The number of samples is "many"; must be a finite number' },
    ])
  })

  it('holds all of a sweep that came from a file', () => {
    const sweep = parseSweep({
      config,
      vary: [
        { path: 'optimizer.learningRate', from: 0.001, to: 0.1, count: 3, scale: 'logarithmic' },
        { path: 'optimizer.kind', values: ['sgd', 'adam'] },
        { path: 'policy.hiddenSizes', values: [[8], [64, 64]] },
        { path: 'estimator.gamma', values: [0.9, 1] },
        { path: 'policy', values: [{ kind: 'softmax-linear' }] },
      ],
      seeds: [1, 2],
      invalidCombinations: 'leave-out',
    })
    const texts = { name: 'All', question: 'q', hypothesis: 'h', notes: '', conclusion: '' }
    const held = sweepDraftOf({ texts, sweep })
    expect(held).toMatchObject({ name: 'All', question: 'q', hypothesis: 'h', leavesOut: true })
    expect(readSweep(config, held, [1, 2]).sweep).toEqual(sweep)
    const random = parseSweep({
      ...sweep,
      search: { kind: 'random', samples: 7, seed: 3 },
    })
    const { count: _, ...drawn } = random.vary[0] as { count?: number }
    expect(readSweep(config, sweepDraftOf({ texts, sweep: random }), [1, 2]).sweep).toEqual({
      ...random,
      vary: [drawn, ...random.vary.slice(1)],
    })
  })

  it('calls fields what the form calls them', () => {
    expect(titleAt('optimizer.kind')).toBe('Optimizer')
    expect(titleAt('estimator.gamma')).toBe('Discount')
    expect(titleAt('nothing.there')).toBe('nothing.there')
  })
})

it('seeds are written as they are read', () => {
  for (const seeds of [
    [1, 2, 3],
    [1, 2, 7],
    [4, 9, 2, 3],
  ]) {
    expect(parseSeeds(seedsText(seeds), 1)).toEqual({ kind: 'seeds', seeds })
  }
  expect(seedsText([5])).toBe('')
})
