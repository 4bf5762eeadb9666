import { describe, expect, it } from 'vitest'
import { parseSeeds } from '#renderer/components/form/seeds.ts'
import {
  listText,
  numberText,
  parseList,
  parseNumber,
  rangeText,
} from '#renderer/components/form/text.ts'

describe('typed numbers', () => {
  it.each([
    ['1e-3', 0.001],
    [' 500,000 ', 500_000],
    ['−2', -2],
    ['0.', 0],
    ['1e-', '1e-'],
    ['-1,234,567.5', -1_234_567.5],
    ['1_000_000', 1_000_000],
    ['1,5', '1,5'],
    // A thousandth in half of the world, and 1 in none.
    ['0,001', '0,001'],
    ['12,3456', '12,3456'],
    ['', ''],
    ['Infinity', 'Infinity'],
    ['1/3', 1 / 3],
    ['−2 / 7', -2 / 7],
    ['1/0', '1/0'],
    ['1/', '1/'],
  ])('reads %j as %j', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each([
    [1 / 3, '1/3'],
    [-5 / 6, '-5/6'],
    [0.1, '0.1'],
    [0.1234567890123, '0.1234567890123'],
    [1e-8, '1e-8'],
    ['fast', 'fast'],
  ])('writes %j as %j, and reads it back', (value, text) => {
    expect(numberText(value)).toBe(text)
    expect(parseNumber(text)).toBe(value)
  })

  it('reads a list and writes it back', () => {
    expect(parseList('64, 32;16 x')).toEqual([64, 32, 16, 'x'])
    expect(listText([64, 32])).toBe('64, 32')
  })
})

describe('ranges', () => {
  it.each([
    [{ minimum: 0, maximum: 1 }, '0 – 1'],
    [{ minimum: 0, exclusiveMaximum: 1 }, '0 ≤ … < 1'],
    [{ exclusiveMinimum: 0 }, '> 0'],
    [{ minimum: -1000, maximum: 1000 }, '−1,000 – 1,000'],
    [{ minimum: 1, maximum: 1_000_000 }, '1 – 1,000,000'],
    [{ exclusiveMinimum: 0, maximum: 100 }, '0 < … ≤ 100'],
    [{}, null],
  ])('shows %j as %j', (range, text) => {
    expect(rangeText(range)).toBe(text)
  })
})

describe('seeds', () => {
  it.each([
    ['', [7]],
    ['3', [7, 8, 9]],
    ['1..3', [1, 2, 3]],
    ['4, 1..2 4', [4, 1, 2]],
  ])('reads %j beside seed 7 as %j', (text, seeds) => {
    expect(parseSeeds(text, 7)).toEqual({ kind: 'seeds', seeds })
  })

  it.each([
    ['x', '“x” is no seed'],
    ['5..1', 'holds no seed'],
    ['1..5000', 'asks for 5,000 runs'],
    ['4294967296,', 'goes past 4,294,967,295'],
    ['0', 'holds no seed'],
  ])('says what is wrong with %j', (text, message) => {
    expect(parseSeeds(text, 7)).toEqual({
      kind: 'problem',
      message: expect.stringContaining(message),
    })
  })
})
