import { describe, expect, it } from 'vitest'
import { createRng } from '#core/rng.ts'
import { fieldsNamed, filterFields, shortName } from '#shared/run-filter/fields.ts'
import type { Filter } from '#shared/run-filter/filter.ts'
import { parseFilter } from '#shared/run-filter/parser.ts'
import { printFilter } from '#shared/run-filter/print-filter.ts'
import { randomFilter, tidied } from './random-filter.ts'

const text = (text: string): Filter => ({ kind: 'text', text })
const compare = (
  field: string,
  operator: '=' | '>' | '>=' | '~' | '!=',
  value: string | number | boolean,
): Filter => ({
  kind: 'compare',
  field,
  operator,
  value,
})

const understood: [string, Filter][] = [
  ['', { kind: 'all' }],
  ['cartpole seed 3', { kind: 'and', parts: [text('cartpole'), text('seed'), text('3')] }],
  ['"seed 3"', text('seed 3')],
  ['γ 0.9, mean', { kind: 'and', parts: [text('γ'), text('0.9,'), text('mean')] }],
  ['gamma = 0.99', compare('estimator.gamma', '=', 0.99)],
  ['gamma=0.99', compare('estimator.gamma', '=', 0.99)],
  ['LEARNINGRATE >= 1e-3', compare('optimizer.learningRate', '>=', 0.001)],
  ['value.learningRate > 1', compare('estimator.value.learningRate', '>', 1)],
  ['environment ~ cart', compare('environment.id', '~', 'cart')],
  ['optimizer = ADAM', compare('optimizer.kind', '=', 'adam')],
  ['episodes > 5', compare('episodes', '>', 5)],
  ['batch.episodes = 16', compare('batch.episodes', '=', 16)],
  ['hiddenSizes = 64-64', compare('policy.hiddenSizes', '=', '64-64')],
  ['stopWhenSolved != no', compare('budget.stopWhenSolved', '!=', false)],
  ['wallTime > 1.5m', compare('wallTime', '>', 90_000)],
  ['tag = "night shift"', compare('tag', '=', 'night shift')],
  ['seed in (1, 2)', { kind: 'in', field: 'seed', values: [1, 2] }],
  ['seed 1..5', { kind: 'between', field: 'seed', from: 1, to: 5 }],
  ['seed = -1..5', { kind: 'between', field: 'seed', from: -1, to: 5 }],
  ['wallTime in 1s..2s', { kind: 'between', field: 'wallTime', from: 1000, to: 2000 }],
  [
    'created > 2d ago',
    { kind: 'compare', field: 'created', operator: '>', value: { moment: '2d ago' } },
  ],
  [
    'created = 2026-11-01t10:30',
    { kind: 'compare', field: 'created', operator: '=', value: { moment: '2026-11-01T10:30' } },
  ],
  ['is STARRED', { kind: 'is', state: 'starred' }],
  ['has gaeLambda', { kind: 'has', field: 'estimator.gaeLambda' }],
  [
    'not a or b and c',
    {
      kind: 'or',
      parts: [
        { kind: 'not', part: text('a') },
        { kind: 'and', parts: [text('b'), text('c')] },
      ],
    },
  ],
  [
    'a (b or c)',
    { kind: 'and', parts: [text('a'), { kind: 'or', parts: [text('b'), text('c')] }] },
  ],
  ['((a) and (b c))', { kind: 'and', parts: [text('a'), text('b'), text('c')] }],
]

const refused: [filter: string, message: string, at: string][] = [
  ['gama > 3', 'There is no field “gama”; names like it: gamma', 'gama'],
  ['lr < 0.01', 'There is no field “lr”; names like it: lastReturn, learningRate', 'lr'],
  ['kind = adam', 'kind may be policy.kind or optimizer.kind; write one of them', 'kind'],
  ['gamma ~ 3', 'estimator.gamma is compared by =, !=, <, <=, > or >=, not ~', '~'],
  ['gamma = high', 'estimator.gamma takes a number, not "high"', 'high'],
  ['optimizer = adm', 'optimizer.kind is never "adm"; there is adam', 'adm'],
  [
    'alert = nothing',
    'alert is never "nothing"; it is one of diverged, entropy-collapse, sigma-collapse, gradient-explosion, no-gradient, large-kl, clipped-actions, useless-values, stalled',
    'nothing',
  ],
  [
    'environment = cartpole',
    'environment.id is never "cartpole"; environment.id ~ cartpole finds CartPole-v1',
    'cartpole',
  ],
  [
    'created > soon',
    'created takes a date such as 2026-11-01, a time such as 2026-11-01T10:30, today, yesterday or 2d ago, not "soon"',
    'soon',
  ],
  [
    'created = 2026-02-30',
    'created takes a date such as 2026-11-01, a time such as 2026-11-01T10:30, today, yesterday or 2d ago, not "2026-02-30"',
    '2026-02-30',
  ],
  ['wallTime < 5', 'wallTime takes a duration such as 30s, 5m or 2h, not "5"', '5'],
  ['optimizer 1..5', 'optimizer.kind is text and has no ranges', '1..5'],
  ['seed in (1 2)', 'A comma is missing before “2”', '2'],
  ['seed in 3', 'A list in parentheses is missing after seed in', '3'],
  ['x in (1)', 'There is no field “x”', 'x'],
  ['is stared', 'A run can be starred, not “stared”', 'stared'],
  ['has nothing', 'There is no field “nothing”', 'nothing'],
  ['gamma =', 'A value is missing after estimator.gamma =', ''],
  ['a or', 'A condition or a text is missing before the end', ''],
  ['(a', 'A parenthesis is opened here and never closed', '('],
  ['a) b', '“)” closes nothing that was opened', ')'],
  ['a "b', 'A quote is opened here and never closed', '"b'],
]

describe('the filter language', () => {
  it.each(understood)('understands %s', (written, filter) => {
    expect(parseFilter(written)).toEqual({ filter, problem: null })
  })

  it.each(refused)('refuses %s in a sentence, with the place', (written, message, at) => {
    const { problem } = parseFilter(written)
    expect(problem?.message).toBe(message)
    expect(written.slice(problem!.from, problem!.to)).toBe(at)
  })

  it('reads every filter that it prints as the same', () => {
    const rng = createRng(5, 'test')
    for (let i = 0; i < 3000; i++) {
      const filter = tidied(randomFilter(rng, 3))
      const printed = printFilter(filter)
      expect(parseFilter(printed), printed).toEqual({ filter, problem: null })
    }
  })

  it('answers any text at all', () => {
    const rng = createRng(6, 'test')
    const letters = [
      'a',
      'seed',
      ' ',
      '(',
      ')',
      ',',
      '"',
      '\\',
      '=',
      '!',
      '<',
      '>',
      '~',
      '..',
      'in',
      'not',
      'or',
      'is',
      '1',
      'created',
    ]
    for (let i = 0; i < 3000; i++) {
      const written = Array.from(
        { length: 8 },
        () => letters[Math.floor(rng.uniform() * letters.length)],
      ).join('')
      const { filter, problem } = parseFilter(written)
      expect(filter === null).toBe(problem !== null)
    }
  })
})

describe('the fields of a filter', () => {
  it('are all of a configuration, by names that are of no other', () => {
    const names = filterFields.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(
      expect.arrayContaining([
        'optimizer.learningRate',
        'environment.parameters.isSlippery',
        'policy.sigma',
        'seed',
        'meanReturnLast100',
      ]),
    )
    for (const field of filterFields) expect(fieldsNamed(shortName(field))).toEqual([field])
  })

  it('have the titles, kinds and values of the schema', () => {
    const [kind] = fieldsNamed('optimizer')
    expect(kind).toMatchObject({ title: 'Optimizer', kind: 'text', isClosed: true })
    expect(kind!.members).toContain('natural-gradient')
    const [map] = fieldsNamed('map')
    expect(map).toMatchObject({ kind: 'text', isClosed: false, members: ['4x4', '8x8'] })
    expect(fieldsNamed('learningRate')).toMatchObject([{ title: 'Learning rate', kind: 'number' }])
  })
})
