import { randomInt } from 'node:crypto'
import { createRng } from '#shared/rng.ts'

export interface Choices {
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** Any of these. */
  oneOf<T>(values: readonly T[]): T
}

/** The random delays and choices of a test. Its seed is printed; the variable `SEED` repeats it. */
export function choicesOf(test: string): Choices {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  process.stdout.write(`${test}: SEED=${seed}\n`)
  const rng = createRng(seed, test)
  return {
    between: (low, high) => low + (high - low) * rng.uniform(),
    oneOf: (values) => values[Math.floor(values.length * rng.uniform())]!,
  }
}
