import type { EvaluationRequest } from './evaluation.ts'
import type { EvaluationScore } from './group-evaluation.ts'

/** One line of the benchmark: a preset, trained with several seeds, and the score that is asked of it. */
export interface BenchmarkTask {
  /** Its name among the presets. */
  readonly preset: string
  readonly score: EvaluationScore
  /** The least interquartile mean of the seeds' scores that meets the goal. */
  readonly goal: number
  readonly evaluation: Pick<EvaluationRequest, 'episodes' | 'actions' | 'start'>
}

/**
 * Every policy is judged by 100 episodes that start from the environment's own p(s₀), wherever training
 * started its episodes, with the most probable action.
 */
const evaluation = { episodes: 100, actions: 'mode', start: 'default' } as const

const task = (
  preset: string,
  goal: number,
  score: EvaluationScore = 'meanReturn',
): BenchmarkTask => ({ preset, score, goal, evaluation })

/** What the workbench promises to learn, by policy gradients alone. */
export const benchmarkTasks: readonly BenchmarkTask[] = [
  task('cartpole-ppo', 495),
  task('acrobot', -84),
  task('mountain-car', -115),
  task('mountain-car-continuous', 91),
  task('pendulum', -170),
  task('frozen-lake', 0.72),
  task('cliff-walking', -13),
  task('moving-particle', 0.99, 'successRate'),
  task('moving-particle-continuous', 0.99, 'successRate'),
]
