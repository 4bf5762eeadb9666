import { expect, it } from 'vitest'
import { overSeeds } from '#renderer/components/runs/over-seeds.ts'
import { formatCount, formatReturn } from '#renderer/format/number.ts'

it('shows the mean of the seeds with its spread, and says so', () => {
  const returns = { label: 'Return', format: formatReturn, isEstimate: true }
  // Mean 12, s = √8.
  expect(overSeeds([10, 14, null], returns)).toEqual({
    text: '12.0 ± 2.8',
    title: 'Mean ± standard deviation of Return over 2 seeds: 12.0 ± 2.8; 1 seed without it',
  })
  expect(overSeeds([10, null], returns).text).toBe('10.00')
  expect(overSeeds([null], returns).text).toBe('–')
})

it('leaves the spread of counts to what is said when they are pointed at', () => {
  const counts = { label: 'Steps', format: formatCount, isEstimate: false }
  expect(overSeeds([1000, 3000], counts)).toEqual({
    text: '2,000',
    title: 'Mean ± standard deviation of Steps over 2 seeds: 2,000 ± 1,414',
  })
})
