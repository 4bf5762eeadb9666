import { log } from './math/logarithm.ts'
import { cos } from './math/sine.ts'

/** The whole state of a generator; four 32-bit words. */
export type RngState = readonly [number, number, number, number]

/** A seeded source of random numbers whose state can be saved and given back. */
export interface Rng {
  /** Uniform in [0, 1), 53 random bits. */
  uniform(): number
  /** Standard normal, by the Box–Muller transform. */
  normal(): number
  save(): RngState
  restore(state: RngState): void
}

/**
 * One independent stream of random numbers: xoshiro128** (Blackman & Vigna 2021).
 *
 * Every purpose has its own stream, so drawing more for one never shifts another. The 128-bit start
 * state is a hash of seed, purpose and index; two streams meet with a probability of about 2⁻⁹⁶.
 */
export function createRng(seed: number, purpose: string, index = 0): Rng {
  let [a, b, c, d] = startState(seed, purpose, index)

  function next(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }

  const uniform = () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992

  return {
    uniform,
    normal() {
      // 1 − uniform is in (0, 1], where the logarithm is finite.
      const radius = Math.sqrt(-2 * log(1 - uniform()))
      return radius * cos(2 * Math.PI * uniform())
    },
    save: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
    restore(state) {
      ;[a, b, c, d] = state
    },
  }
}

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/** Absorbs the words of the name one after another into four lanes that mix into each other. */
function startState(seed: number, purpose: string, index: number): RngState {
  const lanes: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x71374491]
  const words = [seed >>> 0, Math.floor(seed / 2 ** 32), index, purpose.length]
  for (const letter of purpose) words.push(letter.codePointAt(0)!)
  for (const word of [...words, 0, 0]) {
    for (let lane = 0; lane < 4; lane++) {
      lanes[lane] = scramble(lanes[lane]! ^ word ^ rotate(lanes[(lane + 3) % 4]!, 13))
    }
  }
  // xoshiro never leaves the all-zero state.
  if (lanes.every((lane) => lane === 0)) lanes[0] = 1
  return lanes
}

/** The finalizer of MurmurHash3 (Appleby), a bijection of 32-bit words, after a step away from zero. */
function scramble(word: number): number {
  let h = (word + 0x6d2b79f5) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
