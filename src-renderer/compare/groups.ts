import { type GroupComparison, type GroupCurve } from '#shared/comparison.ts'
import { resultDefinitions } from '#shared/run-result.ts'
import {
  environmentNames,
  figureFileName,
  runsFileName,
  runsPhrase,
} from '#shared/figure/captions.ts'
import { bandPoint } from '#shared/figure/curve-series.ts'
import type { Figure } from '#shared/figure/figure.ts'
import { groupName } from '#shared/group-names.ts'
import { runStatuses, type Run } from '#shared/run.ts'
import { mean, standardDeviation } from '#shared/sample.ts'
import type { ChartLine } from '#renderer/charts/chart-data.ts'
import { seriesDash } from '#shared/figure/series-style.ts'
import { formatEstimate } from '#renderer/format/number.ts'
import { seriesColor, type Theme } from '#shared/figure/palette.ts'
import { distinctions } from './distinctions.ts'
import type { ComparedRun } from './series.ts'

/** More would not be loaded in a moment. */
export const MOST_COMPARED_RUNS = 1000

/** Runs that differ in nothing but their seeds. */
export interface RunGroup {
  readonly configHash: string
  /** At least one, in the order given. */
  readonly runs: readonly Run[]
}

/** The runs by their configuration, groups in the order of their first run. */
export function groupRuns(runs: readonly Run[]): RunGroup[] {
  const groups = Map.groupBy(runs, ({ configHash }) => configHash)
  return [...groups].map(([configHash, members]) => ({ configHash, runs: members }))
}

/** A group and how it is told from the others of a comparison, everywhere on the page. */
export interface ComparedRuns extends RunGroup {
  /** `A`, `B`, …, in the order of the comparison. */
  readonly label: string
  /** What tells it from the others in a few words; empty: nothing short does. */
  readonly detail: string
  /** For sentences: the label, and the detail in parentheses. */
  readonly name: string
  readonly color: string
  readonly dash: readonly number[]
}

/** `fields`: paths of those that make the names; null: what differs, where that is short. */
export function comparedGroups(
  groups: readonly RunGroup[],
  theme: Theme,
  fields: readonly string[] | null = null,
): ComparedRuns[] {
  // Seeds are what the runs of one group differ in; they tell no groups apart.
  const details = distinctions(
    groups.map(({ runs }) => ({ config: { ...runs[0]!.config, seed: 0 } })),
    fields,
  )
  return groups.map((group, i) => ({
    ...group,
    label: groupName(i),
    detail: details[i]!,
    name: details[i] ? `${groupName(i)} (${details[i]})` : groupName(i),
    color: seriesColor(i, theme),
    dash: seriesDash(i),
  }))
}

/** What names the groups to the backend. */
export const referencesOf = (groups: readonly RunGroup[]) =>
  groups.map(({ runs }) => ({ runIds: runs.map(({ id }) => id) }))

/** Changes whenever a run of the groups has advanced. */
export const progressKey = (groups: readonly RunGroup[]): string =>
  groups
    .flatMap(({ runs }) => runs)
    .map(({ progress, status }) => `${progress.episodes} ${progress.updates} ${status}`)
    .join()

export { numberRanges as seedsText } from '#shared/figure/captions.ts'

/** 478.2 ± 12.4 over the runs of a group: mean and standard deviation of their last returns; a dash for none. */
export function groupReturn(runs: readonly Pick<Run, 'progress'>[]): string {
  const scores = runs.flatMap(({ progress }) => progress.meanReturnLast100 ?? [])
  if (scores.length === 0) return '–'
  const [center, spread] = formatEstimate(mean(scores), standardDeviation(scores))
  return spread === null ? center : `${center} ± ${spread}`
}

/** The seeds of a group one by one, in the group's colour. */
export const membersOf = ({ label, detail, color, dash, runs }: ComparedRuns): ComparedRun[] =>
  runs.map((run) => ({ run, label: `${label}, seed ${run.config.seed}`, detail, color, dash }))

/** How many runs are in each status, in words: `3 completed, 2 running`. */
export function statusCounts(runs: readonly Pick<Run, 'status'>[]) {
  return runStatuses
    .map((status) => ({ status, count: runs.filter((run) => run.status === status).length }))
    .filter(({ count }) => count > 0)
}

/** The address of a comparison of runs; as groups where there are several and not all of one run. */
export function comparisonOf(runs: readonly Run[], as: ComparisonMode = naturalMode(runs)) {
  const ids = runs.map(({ id }) => id).join(',')
  return {
    name: 'compare',
    query: { ...(ids ? { runs: ids } : {}), ...(as === 'runs' ? {} : { as }) },
  } as const
}

/** Why these cannot be compared; null: they can. */
export function comparisonObstacle({ length }: readonly number[]): string | null {
  if (length < 2) return 'select two or more runs first'
  return length > MOST_COMPARED_RUNS
    ? `at most ${MOST_COMPARED_RUNS} runs can be compared at once`
    : null
}

/** Whether each run is looked at by itself, all seeds of a configuration as one, or every run as a point. */
export const comparisonModes = ['runs', 'groups', 'sweep'] as const
export type ComparisonMode = (typeof comparisonModes)[number]

/** More curves than this are told apart by no colour, and groups are not compared in so many pairs. */
export const MOST_COMPARED = 12

function naturalMode(runs: readonly Run[]): ComparisonMode {
  const groups = groupRuns(runs)
  if (groups.length > MOST_COMPARED) return 'sweep'
  return groups.length > 1 && groups.length < runs.length ? 'groups' : 'runs'
}

/** A group's curve as a chart draws it: its band from minimum to maximum, its seeds thin where they came with it. */
export function groupLine(
  { label, detail, color, dash }: ComparedRuns,
  { x, value, raw, lower, upper, runs, members }: GroupCurve,
  xScale: number,
): ChartLine {
  return {
    label,
    detail,
    color,
    dash,
    points: x.map((at, i) => ({
      x: at * xScale,
      mean: raw?.[i] ?? value[i]!,
      smoothed: value[i]!,
      minimum: lower[i]!,
      maximum: upper[i]!,
      count: runs,
    })),
    members: members.map((member) => member.value),
  }
}

/** The groups' performance profiles as a chart draws them. */
export function profileLines(
  compared: readonly ComparedRuns[],
  { groups, thresholds }: GroupComparison,
): ChartLine[] {
  return compared.map(({ label, detail, color, dash }, i) => {
    const profile = groups[i]?.summary?.profile
    const points = thresholds.map((x, t) => ({
      x,
      mean: profile?.fraction[t] ?? NaN,
      smoothed: profile?.fraction[t] ?? NaN,
      minimum: profile?.lower[t] ?? NaN,
      maximum: profile?.upper[t] ?? NaN,
      count: groups[i]?.scores.length ?? 0,
    }))
    return { label, detail, color, dash, points: profile ? points : [] }
  })
}

/** The same as a figure to take out. */
export function profileFigure(
  compared: readonly ComparedRuns[],
  comparison: GroupComparison,
): Figure {
  const { thresholds, result } = comparison
  const runs = compared.flatMap((group) => group.runs)
  const { label } = resultDefinitions[result]
  return {
    title: 'Performance profile: share of seeds above τ',
    xTitle: `${label} τ`,
    yTitle: 'Share of seeds > τ',
    xScale: 'linear',
    yScale: 'linear',
    horizontal: thresholds.length > 1 ? { min: thresholds[0]!, max: thresholds.at(-1)! } : null,
    series: profileLines(compared, comparison).map(({ points, ...line }) => ({
      ...line,
      members: [],
      points: points.map(bandPoint),
    })),
    threshold: null,
    columns: { value: 'share', lower: 'lower 95 %', upper: 'upper 95 %', count: 'seeds' },
    notes: [{ mark: 'band', text: '95 % band at each τ' }],
    caption: `Share of seeds above τ on ${environmentNames(runs)}, with Wilson’s 95 % bands at each τ. ${compared
      .map((group) => `${group.label}: ${runsPhrase(group.runs)}`)
      .join('; ')}.`,
    fileName: figureFileName(
      environmentNames(runs),
      `performance profile ${label}`,
      runsFileName(runs.map(({ id }) => id)),
    ),
  }
}
