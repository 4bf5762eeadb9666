import { comparisonDefinitions, locationDefinitions } from '../comparison-definitions.ts'
import type { GroupCurve, Location } from '../comparison.ts'
import { metricDefinitions, type HorizontalAxis, type Metric } from '../metrics.ts'
import type { Run } from '../run.ts'
import { horizontalAxis } from './axes.ts'
import {
  environmentNames,
  figureFileName,
  metricTitle,
  runsFileName,
  runsPhrase,
} from './captions.ts'
import type { Figure } from './figure.ts'
import type { ScaleKind } from './range.ts'
import { rowOf } from './runs-figure.ts'
import type { Range } from './range.ts'
import type { Threshold } from './threshold.ts'

export interface FigureGroup {
  readonly label: string
  readonly detail?: string
  readonly color: string
  readonly dash: readonly number[]
  /** The runs that the curve stands for. */
  readonly runs: readonly Pick<Run, 'id' | 'configHash' | 'config'>[]
  readonly curve: GroupCurve
}

interface GroupsFigure {
  readonly groups: readonly FigureGroup[]
  readonly metric: Metric
  readonly x: HorizontalAxis
  readonly location: Location
  /** Whether ended runs keep their last value. */
  readonly holds: boolean
  readonly threshold: Threshold | null
  readonly xScale?: ScaleKind
  readonly yScale?: ScaleKind
  readonly horizontal?: Range | null
  /** How far the axis goes in the contract's unit, where that is more than is drawn: decides its unit. */
  readonly most?: number
  /** Episodes or updates that a run's moving mean looks back on; 1: none is drawn. */
  readonly window?: number
}

const runsOf = ({ runs }: FigureGroup) =>
  runs.length === 0 ? 'no run with values' : runsPhrase(runs)
const nameOf = ({ label, detail }: FigureGroup) => (detail ? `${label} (${detail})` : label)

/** What groups of seeds are as one, with bands, as a page draws them. */
export function groupsFigure({
  groups,
  metric,
  x,
  location,
  holds,
  threshold,
  xScale = 'linear',
  yScale = 'linear',
  horizontal = null,
  most = 0,
  window = 1,
}: GroupsFigure): Figure {
  const axis = horizontalAxis(x, Math.max(most, ...groups.map(({ curve }) => curve.x.at(-1) ?? 0)))
  const statistic = locationDefinitions[location].label
  const { label } = metricDefinitions[metric]
  const all = groups.flatMap(({ runs }) => runs)
  const what = `${statistic} over seeds of ${label.charAt(0).toLowerCase()}${label.slice(1)}`
  const moving = `means of the last ${window} ${rowOf(metric)}s`
  const hasMembers = groups.some(({ curve }) => curve.members.length > 0)
  return {
    title: `${statistic} over seeds of ${label} against ${axis.title.toLowerCase()}`,
    xTitle: axis.title,
    yTitle: metricTitle(metric),
    xScale,
    yScale,
    horizontal,
    series: groups.map(({ label, detail = '', color, dash, curve }) => ({
      label,
      detail,
      color,
      dash,
      points: curve.x.map((at, i) => ({
        x: at * axis.scale,
        value: curve.raw?.[i] ?? curve.value[i]!,
        ...(curve.raw ? { smoothed: curve.value[i]! } : {}),
        lower: curve.lower[i]!,
        upper: curve.upper[i]!,
        count: curve.runs,
      })),
      members: curve.members.map(({ runId, value }) => ({ label: `run ${runId}`, values: value })),
    })),
    threshold,
    columns: {
      value: statistic,
      ...(window > 1 ? { smoothed: `${statistic} of ${moving}` } : {}),
      lower: 'lower 95 %',
      upper: 'upper 95 %',
      count: 'seeds',
    },
    notes: [
      ...(window > 1
        ? [
            { mark: 'bold' as const, text: `of each seed’s ${moving}` },
            { mark: 'thin' as const, text: 'not smoothed' },
          ]
        : []),
      { mark: 'band', text: comparisonDefinitions.curveBand.label },
      ...(hasMembers ? [{ mark: 'thin' as const, text: 'single seeds' }] : []),
    ],
    caption: `${what} on ${environmentNames(all)}, ${window > 1 ? `each seed first as ${moving}, ` : ''}with ${comparisonDefinitions.curveBand.label}s; ${
      holds ? 'ended runs keep their last value' : 'a line ends where the first of its runs does'
    }. ${groups.map((group) => `${nameOf(group)}: ${runsOf(group)}`).join('; ')}.`,
    fileName: figureFileName(
      environmentNames(all),
      `${label} ${statistic}`,
      runsFileName(all.map(({ id }) => id)),
    ),
  }
}
