import { describe } from 'vitest'
import { loadSimdEngine } from '../simd.ts'
import { testEngine } from './engine-contract.ts'

describe.each(['simd128', 'relaxed'] as const)('the simd engine, %s', (build) => {
  testEngine(loadSimdEngine(build))
})
