import { presets } from '#shared/presets.ts'
import { withProduct } from './product.ts'
import { summarize, type Summary } from './statistics.ts'

const SEEDS = 20

export interface Solving {
  readonly seeds: number
  readonly solved: number
  /** Environment steps until the mean of the last 100 episodes reached the threshold. */
  readonly environmentSteps: Summary
  readonly trainingTimeMs: Summary
}

/** The CartPole preset over twenty seeds, one after another, in the whole product. */
export const measureSolving = (): Promise<Solving> =>
  withProduct(1, async (product) => {
    const runs = []
    for (let seed = 1; seed <= SEEDS; seed++) {
      const runId = await product.start({ ...presets['cartpole-reinforce']!.config, seed })
      runs.push(await product.ended(runId))
    }
    const solved = runs.flatMap(({ progress }) => (progress.solvedAt ? [progress.solvedAt] : []))
    return {
      seeds: SEEDS,
      solved: solved.length,
      environmentSteps: summarize(solved.map(({ environmentSteps }) => environmentSteps)),
      trainingTimeMs: summarize(solved.map(({ wallTimeMs }) => wallTimeMs)),
    }
  })
