// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { GroupComparison } from '#shared/comparison.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { comparedGroups, groupRuns } from '#renderer/compare/groups.ts'
import PairResults from '#renderer/components/compare/PairResults.vue'
import { exampleRun } from '../example-run.ts'

const { config } = exampleRun({})
const compared = comparedGroups(
  groupRuns([
    exampleRun({ id: 1, configHash: 'a' }),
    exampleRun({
      id: 2,
      configHash: 'b',
      config: parseRunConfig({ ...config, optimizer: { kind: 'adam', learningRate: 0.1 } }),
    }),
  ]),
  'light',
)
const group = {
  ...{ configHash: null, runIds: [], seeds: [], leftOut: [], endedEarly: [], shortWindows: [] },
  ...{ threshold: null, summary: null },
}
const comparison: GroupComparison = {
  result: 'meanReturnLast100',
  intervals: 'small-sample',
  resamples: 2000,
  groups: [
    { ...group, scores: [1, 2, 3] },
    { ...group, scores: [4, 5] },
  ],
  pairs: [
    {
      first: 1,
      second: 0,
      verdict: 'improves',
      sharedRuns: [],
      paired: null,
      limit: null,
      probabilityOfImprovement: 1,
      improvementInterval: { lower: 0.52, upper: 1 },
      difference: 2.5,
      differenceInterval: { lower: 0.1, upper: 4.9 },
      welch: { t: 3.27, degreesOfFreedom: 2.9, p: 0.0488, adjustedP: 0.0488 },
      permutation: {
        p: 0.2,
        adjustedP: 0.2,
        deals: 10,
        isExact: true,
        leastP: 0.1,
        leastAdjustedP: 0.1,
      },
    },
  ],
  thresholds: [],
  notes: [],
}

const open = (comparison: GroupComparison, groups = compared) =>
  mount(PairResults, {
    props: { compared: groups, comparison, copied: null },
    global: {
      stubs: {
        UButton: { template: '<button><slot /></button>' },
        DefinedTerm: { props: ['label'], template: '<i>{{ label }}</i>' },
      },
    },
  })

it('many pairs are shown on demand, where they do not hide what follows', async () => {
  const many = comparedGroups(
    groupRuns(Array.from({ length: 8 }, (_, i) => exampleRun({ id: i + 1, configHash: `${i}` }))),
    'light',
  )
  const pairs = many.flatMap((_, second) =>
    Array.from({ length: second }, (_, first) => ({ ...comparison.pairs[0]!, first, second })),
  )
  const groups = many.map(() => comparison.groups[0]!)
  const wrapper = open({ ...comparison, groups, pairs }, many)
  expect(wrapper.findAll('tbody tr')).toHaveLength(12)
  expect(wrapper.findAll('li')).toHaveLength(12)
  await wrapper
    .findAll('button')
    .find((button) => button.text() === 'Show all 28 pairs')!
    .trigger('click')
  expect(wrapper.findAll('tbody tr')).toHaveLength(28)
  expect(wrapper.findAll('li')).toHaveLength(28)
})

it('a pair has its numbers in a row and a sentence to copy', async () => {
  const wrapper = open(comparison)
  expect(wrapper.get('tbody tr').text()).toMatch(
    /^B over A\s*1\.00 \[0\.52,\s+1\.00\]\s*2\.5 \[0\.1,\s+4\.9\]\s*0\.049\s*0\.20\s*min 0\.10$/,
  )
  const sentence =
    'On final mean return (last 100), B (learning rate 0.1) improves on A (learning rate 0.01): P(B (learning rate 0.1) > A (learning rate 0.01)) = 1.00 [95 % CI 0.52, 1.00], n = 2 vs 3 seeds; difference significant (Welch p = 0.049).'
  expect(wrapper.get('li').text()).toBe(sentence)
  await wrapper.get('li button').trigger('click')
  expect(wrapper.emitted('copy')).toEqual([[sentence]])
})
