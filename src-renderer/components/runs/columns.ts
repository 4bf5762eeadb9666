import { describeEstimator, describeOptimizer, describePolicy } from '#shared/describe-config.ts'
import { progressDefinitions } from '#shared/metrics.ts'
import type { RunSortKey } from '#shared/run-query.ts'
import { stepsPerSecond, type Run } from '#shared/run.ts'
import { seedsText } from '#renderer/compare/groups.ts'
import { formatCount, formatReturn } from '#renderer/format/number.ts'
import { formatDuration, formatRelativeTime, formatTime } from '#renderer/format/time.ts'
import { commonTags } from '#renderer/components/marks/common-tags.ts'
import { alertWords } from './alert-words.ts'
import type { Cell } from './cell.ts'
import { overSeeds } from './over-seeds.ts'

/** A column of the table of runs: what it is called, what it means and what it shows. */
export interface Column {
  /** Also what the backend sorts by. */
  readonly id: RunSortKey
  readonly label: string
  readonly definition: string
  readonly section: ColumnSection
  readonly isNumeric: boolean
  /** In pixels, to begin with. */
  readonly width: number
  /** There until others are chosen: everywhere, or where there is room, the first of these first; null: nowhere. */
  readonly shownAtFirst: 'always' | 1 | 2 | 3 | 4 | 5 | 6 | null
  /** Its part of what the window has beyond the widths of all columns, until it is sized. */
  readonly growth: number
  cell(run: Run, now: Date): Cell
  /** Of runs that differ in nothing but their seeds. */
  groupCell(runs: readonly Run[], now: Date): Cell
}
export type ColumnSection = 'Run' | 'Results' | 'Configuration'

interface Rest extends Partial<Pick<Column, 'shownAtFirst' | 'growth'>> {
  readonly label: string
  readonly definition: string
  readonly width: number
}

const basic = { section: 'Run', shownAtFirst: 'always', growth: 0 } as const

/** What all seeds of a configuration share. */
const shared = (id: RunSortKey, textOf: (run: Run) => string, rest: Rest): Column => {
  const cell = (run: Run): Cell => ({ text: textOf(run), title: textOf(run) })
  return { ...basic, id, isNumeric: false, cell, groupCell: (runs) => cell(runs[0]!), ...rest }
}

/** A number that every run has of its own. */
const result = (
  id: RunSortKey,
  valueOf: (run: Run) => number | null,
  format: (value: number) => string,
  rest: Rest,
): Column => ({
  ...basic,
  section: 'Results',
  id,
  isNumeric: true,
  cell(run) {
    const value = valueOf(run)
    return { text: value === null ? '–' : format(value) }
  },
  groupCell: (runs) =>
    overSeeds(runs.map(valueOf), {
      label: rest.label,
      format,
      isEstimate: format === formatReturn,
    }),
  ...rest,
})

/** A moment; of a group the one of its first row. */
const moment = (id: RunSortKey, timeOf: (run: Run) => string | null, rest: Rest): Column => {
  const cell = (run: Run, now: Date): Cell => {
    const time = timeOf(run)
    return time === null
      ? { text: '–' }
      : { text: formatRelativeTime(time, now), title: formatTime(time) }
  }
  return {
    ...basic,
    id,
    isNumeric: true,
    cell,
    groupCell: ([run], now) => cell(run!, now),
    ...rest,
  }
}

const tagCell = (tags: readonly string[]): Cell => ({ text: tags.join(', ') })

function alertCell(runs: readonly Run[]): Cell {
  const words = alertWords(runs)
  return words ? { text: words.names, title: words.definitions } : { text: '–' }
}

const hidden = { shownAtFirst: null } as const

/** Those that are no field of the configuration. */
export const basicColumns: readonly Column[] = [
  {
    ...basic,
    id: 'id',
    label: '#',
    definition: 'Number of the run',
    isNumeric: true,
    width: 64,
    cell: ({ id }) => ({ text: String(id) }),
    groupCell: () => ({ text: '' }),
  },
  shared('environment', ({ config }) => config.environment.id, {
    label: 'Environment',
    definition: 'What the agent acts in',
    width: 136,
    growth: 1,
  }),
  shared('policy', ({ config }) => describePolicy(config.policy), {
    label: 'Policy',
    definition: 'The family of distributions π_θ(a|s) that is trained',
    width: 112,
    growth: 1,
  }),
  shared('estimator', ({ config }) => describeEstimator(config.estimator), {
    label: 'Estimator',
    definition: 'What multiplies ∇log π(a_t|s_t): weight, discount γ and baseline',
    width: 150,
    growth: 3,
    shownAtFirst: 1,
  }),
  shared('optimizer', ({ config }) => describeOptimizer(config.optimizer), {
    label: 'Optimizer',
    definition: 'How an estimate becomes a step, and its step size α',
    width: 100,
    growth: 1,
    shownAtFirst: 2,
  }),
  {
    ...basic,
    id: 'seed',
    label: 'Seed',
    definition: 'Decides every random draw of the run',
    isNumeric: true,
    width: 64,
    cell: ({ config }) => ({ text: String(config.seed) }),
    groupCell: (runs) => ({
      text: `n = ${runs.length}`,
      title: `Seeds ${seedsText(runs.map(({ config }) => config.seed))}`,
    }),
  },
  shared('status', ({ status }) => status, {
    label: 'Status',
    definition:
      'Where the run stands; a dotted line under it hides the reason, a triangle says that the run has alerts',
    width: 124,
  }),
  {
    ...basic,
    id: 'alerts',
    label: 'Alerts',
    definition:
      'What the numbers of the run say is wrong with it; its page says where it began and what to do',
    isNumeric: false,
    width: 140,
    growth: 1,
    ...hidden,
    cell: (run) => alertCell([run]),
    groupCell: alertCell,
  },
  shared('progress', () => '', {
    label: 'Progress',
    definition:
      'Share of the budget that is used. Time left: training time it would still take at the mean speed so far',
    width: 120,
  }),
  {
    ...basic,
    id: 'tags',
    label: 'Tags',
    definition: 'What the run was tagged with; of a group, what all of its runs were',
    isNumeric: false,
    width: 140,
    growth: 2,
    ...hidden,
    cell: ({ tags }) => tagCell(tags),
    groupCell: (runs) => tagCell(commonTags(runs)),
  },
  result('episodes', ({ progress }) => progress.episodes, formatCount, {
    ...progressDefinitions.episodes,
    width: 76,
    shownAtFirst: 4,
  }),
  result('environmentSteps', ({ progress }) => progress.environmentSteps, formatCount, {
    label: 'Steps',
    definition: progressDefinitions.environmentSteps.definition,
    width: 92,
    shownAtFirst: 3,
  }),
  result('updates', ({ progress }) => progress.updates, formatCount, {
    ...progressDefinitions.updates,
    width: 80,
    ...hidden,
  }),
  result('meanReturnLast100', ({ progress }) => progress.meanReturnLast100, formatReturn, {
    label: 'Return (100)',
    definition: `${progressDefinitions.meanReturnLast100.definition}. A flag: it reached the environment’s threshold`,
    width: 92,
  }),
  result('lastReturn', ({ progress }) => progress.lastReturn, formatReturn, {
    ...progressDefinitions.lastReturn,
    width: 92,
    ...hidden,
  }),
  result('meanReturnLast10', ({ progress }) => progress.meanReturnLast10, formatReturn, {
    label: 'Return (10)',
    definition: progressDefinitions.meanReturnLast10.definition,
    width: 92,
    ...hidden,
  }),
  result('meanReturnLast1000', ({ progress }) => progress.meanReturnLast1000, formatReturn, {
    label: 'Return (1000)',
    definition: progressDefinitions.meanReturnLast1000.definition,
    width: 100,
    ...hidden,
  }),
  result('bestMeanReturn100', ({ progress }) => progress.bestMeanReturn100, formatReturn, {
    label: 'Best (100)',
    definition: progressDefinitions.bestMeanReturn100.definition,
    width: 110,
    ...hidden,
  }),
  result('areaUnderCurve', ({ progress }) => progress.areaUnderCurve, formatReturn, {
    label: 'Area (AUC)',
    definition: progressDefinitions.areaUnderCurve.definition,
    width: 100,
    ...hidden,
  }),
  result(
    'solvedAt',
    ({ progress }) => (progress.solvedAt === null ? null : progress.solvedAt.episode + 1),
    formatCount,
    { ...progressDefinitions.solvedAt, width: 90, ...hidden },
  ),
  result('wallTimeMs', ({ progress }) => progress.wallTimeMs, formatDuration, {
    ...progressDefinitions.wallTimeMs,
    width: 100,
    ...hidden,
  }),
  result('stepsPerSecond', ({ progress }) => stepsPerSecond(progress), formatCount, {
    label: 'Steps/s',
    definition: 'Environment steps per second of training time, mean over the run',
    width: 72,
    shownAtFirst: 6,
  }),
  moment('createdAt', ({ createdAt }) => createdAt, {
    label: 'Created',
    definition: 'When the run was asked for',
    width: 88,
    shownAtFirst: 5,
  }),
  moment('startedAt', ({ startedAt }) => startedAt, {
    label: 'Started',
    definition: 'When its training began',
    width: 96,
    ...hidden,
  }),
  moment('finishedAt', ({ finishedAt }) => finishedAt, {
    label: 'Finished',
    definition: 'When its training ended',
    width: 96,
    ...hidden,
  }),
]

export interface Sorting {
  readonly key: RunSortKey
  readonly isDescending: boolean
}
