import { expect, it } from 'vitest'
import { healthText } from '#renderer/settings/health-text.ts'
import type { DatabaseCheck } from '#shared/api.ts'
import { isSound } from '#shared/system.ts'

const check = (differing: readonly number[], changes: Partial<DatabaseCheck> = {}) => ({
  databaseHealth: 'ok',
  databaseBytes: 12 * 2 ** 20,
  experiments: [],
  runs: {
    checked: 20,
    inTraining: 0,
    differing: differing.length,
    differences: differing.flatMap((runId) => [
      { runId, what: 'one' },
      { runId, what: 'other' },
    ]),
  },
  ...changes,
})

it.each<[string, DatabaseCheck, boolean]>([
  ['OK, 12 MiB', check([]), true],
  ['OK, 12 MiB', check([], { runs: null }), true],
  [
    'OK, 12 MiB; 2 unfinished runs not checked',
    check([], { runs: { checked: 3, inTraining: 2, differing: 0, differences: [] } }),
    true,
  ],
  ['1 run differs: 7', check([7]), false],
  ['3 runs differ: 2, 4, 7', check([2, 4, 7]), false],
  [
    '12 runs differ: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …',
    check([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    false,
  ],
  ['row 3 missing from index', check([], { databaseHealth: 'row 3 missing from index' }), false],
  [
    'Page 4 is never used; 1 run differs: 7',
    check([7], { databaseHealth: 'Page 4 is never used' }),
    false,
  ],
  [
    '1 run differs: 7; 2 experiments are damaged: 3, 5',
    check([7], { experiments: [3, 5].map((experimentId) => ({ experimentId, what: 'one' })) }),
    false,
  ],
])('an integrity check is told as “%s”', (text, found, sound) => {
  expect(healthText(found)).toBe(text)
  expect(isSound(found)).toBe(sound)
})
