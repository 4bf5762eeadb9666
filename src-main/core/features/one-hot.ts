import type { Features } from './features.ts'

/** φ_i = 1 where the observation is index i of `count`, else 0. */
export const createOneHot = (count: number): Features => ({
  size: count,
  write(observation, into, at) {
    into.fill(0, at, at + count)
    into[at + observation[0]!] = 1
  },
})
