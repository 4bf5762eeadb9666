import type { RunColors } from './run-colors.ts'

/** The runs of a sweep as its charts draw them; index i of every column is one run. */
export interface SweepRuns {
  readonly labels: readonly string[]
  readonly configHashes: readonly string[]
  readonly colors: RunColors
  /** For light ground. */
  readonly paperColors: RunColors
  /** Whether it is within the chosen ranges. */
  readonly isShown: (run: number) => boolean
}
