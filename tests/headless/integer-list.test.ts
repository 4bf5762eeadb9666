import { describe, expect, it } from 'vitest'
import { parseIntegerList } from '#main/headless/integer-list.ts'

describe('a list of integers', () => {
  it.each([
    ['1..5', [1, 2, 3, 4, 5]],
    ['1,2,7', [1, 2, 7]],
    ['3', [3]],
    ['0..1, 9,1', [0, 1, 9]],
    ['4294967295', [4_294_967_295]],
  ])('may be written %s', (text, expected) => {
    expect(parseIntegerList(text, '--seeds')).toEqual(expected)
  })

  it.each(['', 'x', '1-5', '1..', '..5', '1,,2', '-1', '1.5', '5..1', '1..9999999999', '1e3'])(
    'is not written "%s", which a sentence says',
    (text) => {
      expect(() => parseIntegerList(text, '--seeds')).toThrow(/^--seeds is ".*"; /)
    },
  )
})
