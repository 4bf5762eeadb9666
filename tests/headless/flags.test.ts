import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { parseIds } from '#main/headless/flags.ts'
import { showNumber } from '#main/headless/output.ts'
import { progressLine } from '#main/headless/progress.ts'
import { parseVariation } from '#main/headless/sweep-configurations.ts'
import { exampleRun } from '../renderer/example-run.ts'

describe('the numbers of runs', () => {
  it('are single ones, ranges and lists, each once, however they are mixed', () => {
    expect(
      ['3', '1..3', '7,9..10'].reduce<number[]>((ids, text) => parseIds(text, ids), []),
    ).toEqual([3, 1, 2, 7, 9, 10])
  })

  it.each([
    ['0', 'Runs are numbered from 1.'],
    ['0..3', 'Runs are numbered from 1.'],
    ['x', 'It must look like 1..5 or 1,2,7 or 3.'],
    ['3..1', 'a range goes upwards'],
  ])('are not %s', (text, sentence) => {
    expect(() => parseIds(text)).toThrow(InvalidArgumentError)
    expect(() => parseIds(text)).toThrow(sentence)
  })
})

describe('a variation', () => {
  it('takes numbers as people write them', () => {
    expect(parseVariation('optimizer.learningRate=.001,.01,5.')).toEqual({
      path: 'optimizer.learningRate',
      values: [0.001, 0.01, 5],
    })
    expect(parseVariation('optimizer.learningRate=.001..+.1:3:log')).toMatchObject({
      from: 0.001,
      to: 0.1,
      count: 3,
      scale: 'logarithmic',
    })
  })

  it('of a list takes lists, and says how to write one', () => {
    for (const written of ['[64,64]', '64,64', '[[64],32]']) {
      expect(() => parseVariation(`policy.hiddenSizes=${written}`)).toThrow(
        /each value of policy\.hiddenSizes is a list; write policy\.hiddenSizes=\[\[/,
      )
    }
    expect(() => parseVariation('policy.hiddenSizes=[64,64]')).toThrow(
      '=[[64,64]] for the single value',
    )
    expect(parseVariation('policy.hiddenSizes=[[64,64]]').path).toBe('policy.hiddenSizes')
    expect(parseVariation('environment.parameters.map=4x4,8x8')).toMatchObject({
      values: ['4x4', '8x8'],
    })
  })
})

describe('a number on the command line', () => {
  it.each([
    [-1.2345678901234568e41, '-1.23e+41'],
    [2e21, '2.00e+21'],
    [123456789.125, '123,456,789.13'],
    [-0.00001234, '-1.23e-5'],
    [475.123, '475.12'],
  ])('is short: %d', (value, shown) => {
    expect(showNumber(value)).toBe(shown)
  })

  it('is short on the line of a run in training too', () => {
    const run = exampleRun({ status: 'running', progress: { meanReturnLast100: -1.5e41 } })
    expect(progressLine(run)).toContain('return -1.50e+41')
    expect(progressLine(exampleRun({ progress: { meanReturnLast100: 12.34 } }))).toContain(
      'return 12.3',
    )
  })
})
