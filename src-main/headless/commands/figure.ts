import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { Option, type Command } from 'commander'
import { locations, type Location } from '#shared/comparison.ts'
import type { Curve } from '#shared/curve.ts'
import { differingFields } from '#shared/differing-fields.ts'
import { ApiError } from '#shared/errors.ts'
import { distributionQuantities, type DistributionQuantity } from '#shared/distributions.ts'
import { horizontalAxis } from '#shared/figure/axes.ts'
import { tableCsv } from '#shared/figure/csv.ts'
import { drawingOf, type Drawing } from '#shared/figure/drawing.ts'
import { heatDrawing } from '#shared/figure/heat-drawing.ts'
import type { Figure } from '#shared/figure/figure.ts'
import type { ScaleKind } from '#shared/figure/range.ts'
import { groupsFigure } from '#shared/figure/groups-figure.ts'
import { seriesColor } from '#shared/figure/palette.ts'
import { nonFiniteMarks } from '#shared/figure/non-finite-marks.ts'
import { rowOf, runsFigure } from '#shared/figure/runs-figure.ts'
import { seriesDash } from '#shared/figure/series-style.ts'
import { sharedThreshold } from '#shared/figure/threshold.ts'
import { groupName } from '#shared/group-names.ts'
import { horizontalAxes, metrics, type HorizontalAxis, type Metric } from '#shared/metrics.ts'
import type { Run } from '#shared/run.ts'
import type { Backend } from '#main/backend-contract.ts'
import { databaseFlag } from '../flags.ts'
import { parseGroup } from '../group-references.ts'
import { parseIntegerList } from '../integer-list.ts'
import { print } from '../output.ts'
import { ofDistribution, ofPolicy } from './heat-figures.ts'
import { call, withExistingDatabase, type BackendFlags } from '../with-backend.ts'

interface FigureFlags extends BackendFlags {
  readonly run?: readonly string[]
  readonly groups?: readonly string[]
  readonly distribution?: DistributionQuantity
  readonly policy?: boolean
  readonly metric: Metric
  readonly x: HorizontalAxis
  readonly location: Location
  readonly members?: boolean
  readonly logX?: boolean
  readonly logY?: boolean
  readonly out?: string
  readonly force?: boolean
}

const writers = {
  '.svg': (drawing: Drawing) => drawing.svg(),
  '.csv': (drawing: Drawing) => tableCsv(drawing.table()),
}
const POINTS = 600

export function addFigure(program: Command): void {
  program
    .command('figure')
    .description('draw learning curves as a vector figure, or write what it draws as a table')
    .option('--run <ids...>', 'single runs, such as 3 or 1..5')
    .option('--groups <group...>', 'groups of seeds: configuration hashes, or runs such as 1..5')
    .addOption(
      new Option(
        '--distribution <quantity>',
        'of one run: histograms over its time instead of a curve',
      ).choices(distributionQuantities),
    )
    .option('--policy', 'of one run: its policy over the state space instead of a curve')
    .addOption(
      new Option('--metric <name>', 'what is drawn').choices(metrics).default('episodeReturn'),
    )
    .addOption(
      new Option('--x <axis>', 'what it is drawn against')
        .choices(horizontalAxes)
        .default('environmentSteps'),
    )
    .addOption(
      new Option('--location <name>', 'what a group is as one')
        .choices(locations)
        .default('interquartileMean'),
    )
    .option('--members', 'draw the single seeds of groups too')
    .option('--log-x', 'logarithmic horizontal axis')
    .option('--log-y', 'logarithmic vertical axis, where every value is above 0')
    .option('--out <file>', 'ends in .svg or .csv; default: a name from environment, metric, runs')
    .option('--force', 'replace a file that exists')
    .addOption(databaseFlag())
    .action(writeFigure)
}

async function writeFigure(flags: FigureFlags): Promise<void> {
  if ((flags.run === undefined) === (flags.groups === undefined)) {
    throw new ApiError('invalid-params', 'figure needs either --run or --groups')
  }
  const ending = flags.out === undefined ? '.svg' : extname(flags.out).toLowerCase()
  if (ending !== '.svg' && ending !== '.csv') {
    throw new ApiError('invalid-params', `--out is ${flags.out}; it must end in .svg or .csv`)
  }
  const drawing = await withExistingDatabase(flags, (backend) => drawn(backend, flags))
  const path = flags.out ?? `${drawing.fileName}.svg`
  await writeNew(path, writers[ending](drawing), flags.force === true)
  print(path)
}

async function drawn(backend: Backend, flags: FigureFlags): Promise<Drawing> {
  const { run, groups, distribution: quantity, policy, x } = flags
  if (quantity !== undefined || policy) {
    const runIds = run ? parseIntegerList(run.join(','), '--run') : []
    if (runIds.length !== 1 || (quantity !== undefined && policy)) {
      throw new ApiError(
        'invalid-params',
        'figure needs one --run and either --distribution or --policy',
      )
    }
    return heatDrawing(
      quantity === undefined
        ? await ofPolicy(backend, runIds[0]!)
        : await ofDistribution(backend, runIds[0]!, { quantity, x }),
    )
  }
  const figure = await (run ? ofRuns(backend, run, flags) : ofGroups(backend, groups!, flags))
  if (figure.yScale === 'logarithmic') refuseWithoutLogarithm(figure)
  else if (figure.xScale === 'logarithmic') refuseWithoutValues(figure, '--log-x')
  return drawingOf(figure)
}

const scales = ({ logX, logY }: FigureFlags): Record<'xScale' | 'yScale', ScaleKind> => ({
  xScale: logX ? 'logarithmic' : 'linear',
  yScale: logY ? 'logarithmic' : 'linear',
})

const style = (i: number) => ({ color: seriesColor(i, 'light'), dash: seriesDash(i) })

async function ofRuns(
  backend: Backend,
  ids: readonly string[],
  flags: FigureFlags,
): Promise<Figure> {
  const { metric, x } = flags
  const runs: Run[] = []
  const curves: Curve[] = []
  for (const runId of parseIntegerList(ids.join(','), '--run')) {
    runs.push(await call(backend, 'runs.get', { runId }))
    curves.push(await call(backend, 'runs.curve', { runId, metric, x, maxPoints: POINTS }))
  }
  const details = differingFields(runs.map(({ config }) => config))
  return runsFigure({
    runs: runs.map((run, i) => ({
      run,
      detail: details[i]!.join(', '),
      ...style(i),
      curve: curves[i]!,
    })),
    metric,
    x,
    threshold: sharedThreshold(runs, metric),
    marks: nonFiniteMarks(
      runs.map(({ id }, i) => ({ label: `#${id}`, curve: curves[i]! })),
      rowOf(metric),
      horizontalAxis(x, Math.max(0, ...curves.map((curve) => curve.x.at(-1) ?? 0))).scale,
    ),
    ...scales(flags),
  })
}

async function ofGroups(
  backend: Backend,
  groups: readonly string[],
  flags: FigureFlags,
): Promise<Figure> {
  const { metric, x, location, members } = flags
  const all = await call(backend, 'runs.list', undefined)
  const curves = await call(backend, 'groups.curves', {
    groups: groups.map(parseGroup),
    metric,
    x,
    location,
    // Asked for in any case: they tell which runs count.
    members: true,
  })
  const counted = curves.map((curve) =>
    curve.members.flatMap(({ runId }) => all.find(({ id }) => id === runId) ?? []),
  )
  const details = differingFields(
    counted.map(([run]) => {
      if (!run) return null
      const { seed: _, ...config } = run.config
      return config
    }),
  )
  return groupsFigure({
    groups: curves.map((curve, i) => ({
      label: groupName(i),
      detail: details[i]!.join(', '),
      ...style(i),
      runs: counted[i]!,
      curve: members ? curve : { ...curve, members: [] },
    })),
    metric,
    x,
    location,
    holds: false,
    threshold: sharedThreshold(counted.flat(), metric),
    ...scales(flags),
  })
}

function refuseWithoutValues({ series, yTitle }: Figure, flag: string): void {
  if (series.some(({ points }) => points.some(({ value }) => Number.isFinite(value)))) return
  throw new ApiError(
    'invalid-params',
    `${flag}: ${yTitle} has no values here for a logarithmic axis; leave the flag out`,
  )
}

function refuseWithoutLogarithm(figure: Figure): void {
  refuseWithoutValues(figure, '--log-y')
  const { series, yTitle } = figure
  const isPositive = series.every(({ points }) =>
    points.every(({ value, lower = value }) => lower > 0),
  )
  if (!isPositive) {
    throw new ApiError('invalid-params', `--log-y: ${yTitle} is not above 0 everywhere`)
  }
}

async function writeNew(path: string, text: string, overwrite: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: overwrite ? 'w' : 'wx' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const sentence =
      code === 'EEXIST'
        ? `${path} exists already; use --force to replace it`
        : `${path} cannot be written (${code}); choose another path`
    throw new ApiError('conflict', sentence, { cause: error })
  }
}
