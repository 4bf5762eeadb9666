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
  const state = Int32Array.from(startState(seed, purpose, index))

  /** Takes two steps of the generator at once, which reads and writes the state half as often. */
  function uniform(): number {
    const a = state[0]!
    const b = state[1]!
    const c = state[2]!
    const d = state[3]!
    const first = scrambled(b)
    const c1 = c ^ a
    const d1 = d ^ b
    const b1 = b ^ c1
    const a1 = a ^ d1
    const c2 = c1 ^ (b << 9)
    const d2 = rotate(d1, 11)
    const second = scrambled(b1)
    const c3 = c2 ^ a1
    const d3 = d2 ^ b1
    state[0] = a1 ^ d3
    state[1] = b1 ^ c3
    state[2] = c3 ^ (b1 << 9)
    state[3] = rotate(d3, 11)
    return ((first >>> 5) * 67_108_864 + (second >>> 6)) / 9_007_199_254_740_992
  }

  return {
    uniform,
    normal() {
      // 1 − uniform is in (0, 1], where the logarithm is finite.
      const radius = Math.sqrt(-2 * log(1 - uniform()))
      return radius * cos(2 * Math.PI * uniform())
    },
    save: () => [state[0]! >>> 0, state[1]! >>> 0, state[2]! >>> 0, state[3]! >>> 0],
    restore: (saved) => state.set(saved),
  }
}

/** The `**` of xoshiro128**: what it makes of a word of its state. */
const scrambled = (word: number): number => Math.imul(rotate(Math.imul(word, 5), 7), 9)

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
