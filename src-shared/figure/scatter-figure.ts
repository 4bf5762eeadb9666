import { figureFileName } from './captions.ts'
import { dimensionAxis, shareOf, valueText, type Dimension } from './dimension.ts'
import type { Figure } from './figure.ts'
import type { ScaleKind } from './range.ts'
import { pointShape } from './point-shape.ts'
import { paddedRange } from './range.ts'

export interface ScatterFigure {
  readonly labels: readonly string[]
  /** #rrggbb of each run, for light ground. */
  readonly colors: readonly string[]
  readonly legend: readonly { readonly label: string; readonly color: string }[]
  readonly colorTitle: string
  readonly x: Dimension
  readonly y: Dimension
  /** What the shape of a point stands for; null: all are circles. */
  readonly shape: Dimension | null
  readonly scales: readonly [ScaleKind, ScaleKind]
  /** Whether a run is drawn. */
  readonly isShown: (run: number) => boolean
  /** What the points are. */
  readonly caption: string
}

/** Which runs have which shape: one series a category, in their order. */
export function byShape(
  shape: Dimension | null,
  runs: number,
): { readonly name: string; readonly runs: readonly number[] }[] {
  const all = Array.from({ length: runs }, (_, run) => run)
  if (!shape) return [{ name: 'Runs', runs: all }]
  const nameOf = (run: number) => `${shape.title} ${valueText(shape, shape.values[run]!, String)}`
  const sorted = all.toSorted((a, b) => shape.values[a]! - shape.values[b]!)
  return [...Map.groupBy(sorted, nameOf)].map(([name, those]) => ({ name, runs: those }))
}

type Placed = Pick<ScatterFigure, 'x' | 'y' | 'scales' | 'isShown'>

/** Tells which runs are drawn: those asked for that have a place on both axes. */
export function isScatterDrawn({ x, y, scales, isShown }: Placed): (run: number) => boolean {
  const axes = [x, y].map((dimension, i) => dimensionAxis(dimension, scales[i]!))
  return (run) =>
    isShown(run) &&
    axes.every((axis) => Number.isFinite(shareOf(axis, axis.dimension.values[run]!)))
}

/** Runs as points: one dimension against another. */
export function scatterFigure(subject: ScatterFigure): Figure {
  const { labels, colors, legend, colorTitle, x, y, shape, scales, caption } = subject
  const isDrawn = isScatterDrawn(subject)
  const [xScale, yScale] = [dimensionAxis(x, scales[0]).scale, dimensionAxis(y, scales[1]).scale]
  const drawnX = x.values.filter((_, run) => isDrawn(run))
  const title = `${y.title} against ${x.title}`
  return {
    title,
    xTitle: x.title,
    yTitle: y.title,
    xScale,
    yScale,
    horizontal: x.categories
      ? { min: -0.5, max: x.categories.length - 0.5 }
      : paddedRange(drawnX, xScale),
    categories: { x: x.categories, y: y.categories },
    series: [
      ...byShape(shape, labels.length).map(({ name, runs }, s) => ({
        label: name,
        color: '#52525b',
        dash: [],
        scatter: { shape: pointShape(s), isConnected: false },
        points: runs.filter(isDrawn).map((run) => ({
          x: x.values[run]!,
          value: y.values[run]!,
          color: colors[run]!,
          label: labels[run]!,
        })),
      })),
      ...legend.map(({ label, color }, i) => ({
        label: i === 0 ? `${colorTitle}: ${label}` : label,
        color,
        dash: [],
        scatter: { shape: 'square' as const, isConnected: false },
        points: [],
      })),
    ],
    threshold: null,
    columns: { label: 'run', value: y.title },
    notes: [],
    caption:
      drawnX.length < labels.length
        ? `${title}, ${drawnX.length} of ${labels.length} runs drawn: ${caption}`
        : `${title}: ${caption}`,
    fileName: figureFileName('', title, `${drawnX.length}-runs`),
  }
}
