import { progressDefinitions } from '#shared/metrics.ts'
import { budgetUsed, stepsPerSecond, type Run } from '#shared/run.ts'
import { describeEstimator, describeOptimizer, describePolicy } from '#shared/describe-config.ts'

/** A column of the table of runs: what it is called, what it means, what it sorts by. */
export interface Column {
  readonly key: string
  readonly label: string
  readonly definition: string
  readonly isNumeric?: boolean
  /** Left out where the window is narrow; the Run page has it all. */
  readonly isWideOnly?: boolean
  /** Null sorts last, either way. */
  sortBy(run: Run): number | string | null
}

export const columns: readonly Column[] = [
  { key: 'id', label: '#', definition: 'Number of the run', isNumeric: true, sortBy: (r) => r.id },
  {
    key: 'environment',
    label: 'Environment',
    definition: 'What the agent acts in',
    sortBy: (run) => run.config.environment.id,
  },
  {
    key: 'policy',
    label: 'Policy',
    definition: 'The family of distributions π_θ(a|s) that is trained',
    sortBy: (run) => describePolicy(run.config.policy),
  },
  {
    key: 'estimator',
    label: 'Estimator',
    definition: 'What multiplies ∇log π(a_t|s_t): weight, discount γ and baseline',
    isWideOnly: true,
    sortBy: (run) => describeEstimator(run.config.estimator),
  },
  {
    key: 'optimizer',
    label: 'Optimizer',
    definition: 'How an estimate becomes a step, and its step size α',
    isWideOnly: true,
    sortBy: (run) => describeOptimizer(run.config.optimizer),
  },
  {
    key: 'seed',
    label: 'Seed',
    definition: 'Decides every random draw of the run',
    isNumeric: true,
    sortBy: (run) => run.config.seed,
  },
  {
    key: 'status',
    label: 'Status',
    definition: 'Where the run stands; a dotted line under it hides the reason',
    sortBy: (run) => run.status,
  },
  {
    key: 'progress',
    label: 'Progress',
    definition:
      'Share of the budget that is used. Time left: training time it would still take at the mean speed so far',
    sortBy: budgetUsed,
  },
  {
    key: 'episodes',
    label: progressDefinitions.episodes.label,
    definition: progressDefinitions.episodes.definition,
    isNumeric: true,
    isWideOnly: true,
    sortBy: (run) => run.progress.episodes,
  },
  {
    key: 'environmentSteps',
    label: 'Steps',
    definition: progressDefinitions.environmentSteps.definition,
    isNumeric: true,
    sortBy: (run) => run.progress.environmentSteps,
  },
  {
    key: 'meanReturnLast100',
    label: 'Return (100)',
    definition: `${progressDefinitions.meanReturnLast100.definition}. A flag: it reached the environment’s threshold`,
    isNumeric: true,
    sortBy: (run) => run.progress.meanReturnLast100,
  },
  {
    key: 'stepsPerSecond',
    label: 'Steps/s',
    definition: 'Environment steps per second of training time, mean over the run',
    isNumeric: true,
    isWideOnly: true,
    sortBy: (run) => stepsPerSecond(run.progress),
  },
  {
    key: 'createdAt',
    label: 'Created',
    definition: 'When the run was asked for',
    isNumeric: true,
    isWideOnly: true,
    sortBy: (run) => Date.parse(run.createdAt),
  },
]

export interface Sorting {
  readonly key: string
  readonly isDescending: boolean
}

/** The runs in order; equal ones stay newest first. */
export function sortRuns(runs: readonly Run[], { key, isDescending }: Sorting): readonly Run[] {
  const column = columns.find((column) => column.key === key)
  if (!column) return runs
  const direction = isDescending ? -1 : 1
  return [...runs].sort((a, b) => {
    const [x, y] = [column.sortBy(a), column.sortBy(b)]
    if (x === y) return b.id - a.id
    if (x === null) return 1
    if (y === null) return -1
    return x < y ? -direction : direction
  })
}
