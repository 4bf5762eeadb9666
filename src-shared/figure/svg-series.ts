import { boldValue, type Figure, type FigurePoint, type FigureSeries } from './figure.ts'
import { pointElement } from './point-shape.ts'
import { px } from './svg-text.ts'

export interface Scales {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Of alerts, on paper. */
export const MARK_COLOR = '#b45309'

type Place = readonly [x: number, y: number]

/** A polyline through all places in order; one that is not finite leaves a gap. */
export function linePath(places: readonly Place[], { x, y }: Scales): string {
  let path = ''
  let isDown = false
  for (const place of places) {
    const [left, top] = [x(place[0]), y(place[1])]
    const isDrawn = Number.isFinite(left) && Number.isFinite(top)
    if (isDrawn) path += `${isDown ? 'L' : 'M'}${px(left)} ${px(top)}`
    isDown = isDrawn
  }
  return path
}

/** The area between the lower and the upper values: along the one and back along the other. */
export function bandPath(points: readonly FigurePoint[], scales: Scales): string {
  return stretches(points)
    .map((stretch) => {
      const up = stretch.map((p): Place => [p.x, p.upper!])
      const back = stretch.toReversed().map((p): Place => [p.x, p.lower!])
      return `${linePath([...up, ...back], scales)}Z`
    })
    .join('')
}

/** The points in unbroken stretches that have a band. */
function stretches(points: readonly FigurePoint[]): FigurePoint[][] {
  const found: FigurePoint[][] = [[]]
  for (const point of points) {
    if (Number.isFinite(point.lower) && Number.isFinite(point.upper)) found.at(-1)!.push(point)
    else if (found.at(-1)!.length > 0) found.push([])
  }
  return found.filter((stretch) => stretch.length > 1)
}

const hasBand = ({ points }: FigureSeries) =>
  points.some(({ lower, upper }) => lower !== undefined && upper !== undefined && lower < upper)

/** All marks of a figure, what lies below first. */
export function drawSeries(
  { series, threshold, marks = [], columns }: Figure,
  scales: Scales,
  plot: Box,
  thresholdColor: string,
): string[] {
  // More lines, fainter bands: what lies under all of them must stay legible.
  const strength = 1 / Math.sqrt(Math.max(1, series.length))
  const thin = (path: string, color: string, opacity: number) =>
    `<path d="${path}" stroke="${color}" stroke-opacity="${px(opacity)}"/>`
  const line = (points: readonly FigurePoint[], y: (point: FigurePoint) => number) =>
    linePath(
      points.map((point): Place => [point.x, y(point)]),
      scales,
    )
  return [
    ...series
      .filter(hasBand)
      .map(
        ({ points, color }) =>
          `<path d="${bandPath(points, scales)}" fill="${color}" fill-opacity="${px(0.18 * strength)}"/>`,
      ),
    ...series.flatMap(({ points, color, members = [] }) => [
      ...(columns.smoothed === undefined
        ? []
        : [
            thin(
              line(points, ({ value }) => value),
              color,
              0.45 * strength,
            ),
          ]),
      ...members.map(({ values }) =>
        thin(
          linePath(
            points.map(({ x }, i): Place => [x, values[i]!]),
            scales,
          ),
          color,
          0.45,
        ),
      ),
    ]),
    ...(threshold ? [thresholdLine(scales.y(threshold.value), plot, thresholdColor)] : []),
    ...marks.flatMap(({ x }) => markLine(scales.x(x), plot)),
    ...series.flatMap((each) => boldLine(each, scales)),
  ].filter((element) => !element.includes(' d=""'))
}

const thresholdLine = (y: number, { left, right }: Box, color: string) =>
  `<line x1="${px(left)}" y1="${px(y)}" x2="${px(right)}" y2="${px(y)}" stroke="${color}" stroke-width="1.5" stroke-dasharray="2 4"/>`

/** A thin line with a triangle at its top; outside of the plot it is not drawn. */
function markLine(x: number, { left, right, top, bottom }: Box): string[] {
  if (!(x >= left && x <= right)) return []
  return [
    `<path d="M${px(x)} ${px(top)}V${px(bottom)}" stroke="${MARK_COLOR}" stroke-dasharray="4 3"/>`,
    `<path d="M${px(x - 4)} ${px(top)}h8l-4 7Z" fill="${MARK_COLOR}"/>`,
  ]
}

export const dashAttribute = (dash: readonly number[]): string =>
  dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''

/** Points by themselves, the thin line that joins them below. */
function scattered({ points, color, scatter }: FigureSeries, scales: Scales): string[] {
  const { shape, isConnected, isPale = false } = scatter!
  const last = points.length - 1
  const marks = points.flatMap((point, i) => {
    const [x, y] = [scales.x(point.x), scales.y(point.value)]
    if (!Number.isFinite(x) || !Number.isFinite(y)) return []
    const radius = isPale ? 1.2 : !isConnected ? 3.5 : i === last ? 4.5 : 1.2
    return pointElement(shape, x, y, radius, point.color ?? color)
  })
  if (isPale) return ['<g fill-opacity="0.4">', ...marks, '</g>']
  if (!isConnected) return marks
  const path = linePath(
    points.map((point): Place => [point.x, point.value]),
    scales,
  )
  return [`<path d="${path}" stroke="${color}" stroke-width="1"/>`, ...marks]
}

function boldLine(series: FigureSeries, scales: Scales): string[] {
  if (series.scatter) return scattered(series, scales)
  const { points, color, dash, isMarked } = series
  const places = points.map((point): Place => [point.x, boldValue(point)])
  const path = `<path d="${linePath(places, scales)}" stroke="${color}" stroke-width="2"${dashAttribute(dash)}/>`
  // A line through a single point would not be seen.
  if (!isMarked && points.length > 1) return [path]
  const marks = places
    .map(([x, y]): Place => [scales.x(x), scales.y(y)])
    .filter((place) => place.every(Number.isFinite))
    .map(([x, y]) => `<circle cx="${px(x)}" cy="${px(y)}" r="2.5" fill="${color}"/>`)
  return [path, ...marks]
}
