import { expect, test } from 'vitest'
import { ARITHMETIC_VERSION, mixedArithmetics, otherArithmeticWarning } from '#shared/arithmetic.ts'

const run = (arithmetic: number | null, startedAt: string | null = '2026-11-30T12:00:00.000Z') => ({
  arithmetic,
  startedAt,
})

test('a run whose maker was not kept counts as of an earlier arithmetic, one that waits as of none', () => {
  expect(mixedArithmetics([run(ARITHMETIC_VERSION), run(null, null)])).toBeNull()
  expect(mixedArithmetics([run(0), run(null)])).toBeNull()
  expect(mixedArithmetics([run(1), run(null), run(1)])).toEqual([0, 1])
})

test('seeds are added to runs of another arithmetic with a warning', () => {
  expect(otherArithmeticWarning([run(ARITHMETIC_VERSION), run(null, null)])).toBeNull()
  expect(otherArithmeticWarning([run(ARITHMETIC_VERSION), run(0)])).toMatch(
    /^1 run was trained with an earlier/,
  )
  expect(otherArithmeticWarning([run(null), run(0)])).toMatch(
    /^2 runs were trained with an earlier/,
  )
})
