import { describe, expect, it } from 'vitest'
import { complete, isUnfinished, withSuggestion } from '#shared/run-filter/complete.ts'
import { parseFilter } from '#shared/run-filter/parser.ts'
import type { FieldValue } from '#shared/run-query.ts'

const stored: Readonly<Record<string, readonly FieldValue[]>> = {
  tag: [
    { value: 'night shift', runs: 3 },
    { value: 'paper', runs: 1 },
  ],
  'estimator.gamma': [{ value: 0.99, runs: 2 }],
  'optimizer.kind': [{ value: 'sgd', runs: 4 }],
}
/** `|` is the cursor. */
const at = (marked: string) => {
  const cursor = marked.indexOf('|')
  return complete(marked.replace('|', ''), cursor, (field) => stored[field] ?? [])
}
const labels = (marked: string) => at(marked).suggestions.map(({ label }) => label)

const expected: [marked: string, first: string[]][] = [
  ['gam|', ['gamma']],
  ['learn|', ['learningRate', 'value.learningRate']],
  ['a and sta|', ['status', 'started', 'standardErrorLast100']],
  ['return|', ['meanReturnLast100', 'lastReturn', 'meanReturnLast10', 'meanReturnLast1000']],
  ['gamma |', ['=', '!=', '<', '<=', '>', '>=', 'in (…)']],
  ['tag |', ['=', '!=', '~', '!~', 'in (…)']],
  ['stopWhenSolved |', ['=', '!=', 'in (…)']],
  ['gamma >= |', ['0.99']],
  ['gamma >=|', ['0.99']],
  ['tag = |', ['"night shift"', 'paper']],
  ['tag = "ni|', ['"night shift"']],
  ['optimizer = a|', ['adam', 'adagrad', 'natural-gradient']],
  ['optimizer = |', ['sgd', 'momentum', 'adam']],
  ['tag in (|', ['"night shift"', 'paper']],
  ['tag in (x, pa|', ['paper']],
  ['tag in |', ['(']],
  ['stopWhenSolved = t|', ['true']],
  ['created > y|', ['yesterday']],
  ['is s|', ['starred', 'solved', 'stopped']],
  ['has gae|', ['gaeLambda']],
  ['(gamma = 1 an|', ['and']],
  ['|', ['is', 'has', 'not', 'id']],
  ['gamma = 0.99 |', ['and', 'or', 'is', 'has']],
  ['gamma = 0.99 and |', ['is', 'has', 'not']],
]
const silent = ['tag in (x |', 'x > |', 'zzz|', '3|']

describe('the completion of a filter', () => {
  it.each(expected)('offers at %s what fits there', (marked, first) => {
    expect(labels(marked).slice(0, first.length)).toEqual(first)
  })

  it.each(silent)('offers nothing at %s', (marked) => {
    expect(labels(marked)).toEqual([])
  })

  it('tells what an alert is called and when it is given', () => {
    expect(at('alert = stal|').suggestions[0]).toMatchObject({
      label: 'stalled',
      detail: 'Stalled',
      help: expect.stringContaining('last third of the run'),
    })
  })

  it('tells what a field is as the schema does', () => {
    expect(at('gam|').suggestions[0]).toMatchObject({
      detail: 'Discount',
      help: 'Discount factor: what a reward one step later is worth',
    })
  })

  it('says whose values would be worth knowing', () => {
    expect(at('optimizer = a|').valuesOf).toBe('optimizer.kind')
    expect(at('tag in (|').valuesOf).toBe('tag')
    expect(at('tag |').valuesOf).toBeNull()
  })

  it('leads from nothing to a filter that is understood', () => {
    let text = ''
    for (const label of ['gamma', '>=', '0.99', 'and', 'not', 'tag', 'in (…)', '"night shift"']) {
      const completion = complete(text, text.length, (field) => stored[field] ?? [])
      const suggestion = completion.suggestions.find((each) => each.label === label)
      expect(suggestion, `${label} after ${text}`).toBeDefined()
      ;({ text } = withSuggestion(text, completion, suggestion!))
    }
    expect(text).toBe('gamma >= 0.99 and not tag in ("night shift" ')
    expect(parseFilter(`${text})`).problem).toBeNull()
  })

  it('takes the place of the word at the cursor and of no other', () => {
    const completion = complete('x lear > 0.1', 6, () => [])
    const [first] = completion.suggestions
    expect(withSuggestion('x lear > 0.1', completion, first!)).toEqual({
      text: 'x learningRate > 0.1',
      cursor: 15,
    })
  })

  it('knows that more is to come after the name of a field, or the beginning of one where others are compared', () => {
    for (const text of ['gamma', 'a and seed ', 'not tag', 'seed = 1 and learn', 'is starred o'])
      expect(isUnfinished(text), text).toBe(true)
    for (const text of [
      '',
      'cartpole',
      'learn',
      'seed = 1 mlp',
      'gamma = 1',
      'has gamma',
      'tag = seed',
      '"seed"',
      'kind',
    ]) {
      expect(isUnfinished(text), text).toBe(false)
    }
  })
})
