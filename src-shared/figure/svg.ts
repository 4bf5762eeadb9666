import { log } from '../math/logarithm.ts'
import { tickLabels } from './axes.ts'
import { boldValue, type Figure } from './figure.ts'
import { type ScaleKind } from './range.ts'
import { extent, isWithin, paddedRange, type Range } from './range.ts'
import { drawLegend } from './svg-legend.ts'
import { drawSeries, type Scales } from './svg-series.ts'
import { escapeXml, px, textWidth, wrapText } from './svg-text.ts'
import { ticks } from './ticks.ts'

/** Size of a drawing in CSS pixels; legend and caption are within the height. */
export const svgSize = { width: 720, height: 460 } as const

export interface SvgOptions {
  readonly width?: number
  readonly height?: number
}

const FONT = 12
const SMALL = 10
const EDGE = 12
const paper = { text: '#27272a', muted: '#52525b', grid: '#e4e4e7', axis: '#71717a' }

/** A figure as a vector drawing for paper: complete in itself, without scripts, styles or links. */
export function toSvg(
  figure: Figure,
  { width = svgSize.width, height = svgSize.height }: SvgOptions = {},
): string {
  const legend = drawLegend(figure, { left: EDGE, top: EDGE, width: width - 2 * EDGE }, paper.text)
  const caption = wrapText(figure.caption, SMALL, width - 2 * EDGE)
  const captionHeight = caption.length > 0 ? caption.length * 13 + 6 : 0

  const horizontal = horizontalRange(figure)
  const vertical = verticalRange(figure) ?? { min: 0, max: 1 }
  const { values: yTicks, labels: yLabels } = axisTicks(
    figure.yScale,
    vertical,
    7,
    figure.categories?.y,
  )
  const labelWidth = Math.max(0, ...yLabels.map((label) => textWidth(label, FONT)))
  const plot = {
    left: EDGE + 22 + labelWidth,
    top: legend.bottom + 10,
    right: width - EDGE - 8,
    bottom: height - EDGE - captionHeight - 40,
  }
  const scales: Scales = {
    x: scaleOf(figure.xScale, horizontal, plot.left, plot.right),
    y: scaleOf(figure.yScale, vertical, plot.bottom, plot.top),
  }
  const { values: xTicks, labels: xLabels } = axisTicks(
    figure.xScale,
    horizontal,
    9,
    figure.categories?.x,
  )
  const middle = px((plot.top + plot.bottom) / 2)

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="${FONT}" role="img">`,
    `<title>${escapeXml(figure.title)}</title>`,
    `<desc>${escapeXml(figure.caption)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<g stroke="${paper.grid}" stroke-width="1">`,
    ...yTicks.map((value) => {
      const y = px(scales.y(value))
      return `<line x1="${px(plot.left)}" y1="${y}" x2="${px(plot.right)}" y2="${y}"/>`
    }),
    ...xTicks.map((value) => {
      const x = px(scales.x(value))
      return `<line x1="${x}" y1="${px(plot.top)}" x2="${x}" y2="${px(plot.bottom)}"/>`
    }),
    '</g>',
    `<clipPath id="plot"><rect x="${px(plot.left)}" y="${px(plot.top - 1)}" width="${px(plot.right - plot.left)}" height="${px(plot.bottom - plot.top + 2)}"/></clipPath>`,
    '<g clip-path="url(#plot)" fill="none" stroke-linejoin="round">',
    ...drawSeries(figure, scales, plot, paper.axis),
    '</g>',
    `<path d="M${px(plot.left)} ${px(plot.top)}V${px(plot.bottom)}H${px(plot.right)}" fill="none" stroke="${paper.axis}"/>`,
    `<g fill="${paper.muted}" text-anchor="end">`,
    ...yTicks.map(
      (value, i) =>
        `<text x="${px(plot.left - 6)}" y="${px(scales.y(value) + 4)}">${escapeXml(yLabels[i]!)}</text>`,
    ),
    '</g>',
    `<g fill="${paper.muted}" text-anchor="middle">`,
    ...xLabels.map(
      (label, i) =>
        `<text x="${px(scales.x(xTicks[i]!))}" y="${px(plot.bottom + 17)}">${escapeXml(label)}</text>`,
    ),
    '</g>',
    `<g fill="${paper.text}" text-anchor="middle">`,
    `<text x="${px((plot.left + plot.right) / 2)}" y="${px(plot.bottom + 36)}">${escapeXml(figure.xTitle)}</text>`,
    `<text x="${EDGE + 8}" y="${middle}" transform="rotate(-90 ${EDGE + 8} ${middle})">${escapeXml(figure.yTitle)}</text>`,
    '</g>',
    ...legend.elements,
    `<g fill="${paper.muted}" font-size="${SMALL}">`,
    ...caption.map(
      (line, i) =>
        `<text x="${EDGE}" y="${px(height - EDGE - 13 * (caption.length - 1 - i))}">${escapeXml(line)}</text>`,
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** The marks of an axis: round numbers, or its categories. */
function axisTicks(
  scale: ScaleKind,
  range: Range,
  most: number,
  categories: readonly string[] | null | undefined,
): { readonly values: readonly number[]; readonly labels: readonly string[] } {
  if (categories) return { values: categories.map((_, i) => i), labels: categories }
  const values = ticks(scale, range, most)
  return { values, labels: tickLabels(values) }
}

function scaleOf(kind: ScaleKind, range: Range, from: number, to: number) {
  const transform = kind === 'linear' ? (value: number) => value : log
  const low = transform(range.min)
  const length = transform(range.max) - low
  return (value: number) => from + ((transform(value) - low) / length) * (to - from)
}

/** What the horizontal axis shows. */
function horizontalRange({ horizontal, series, xScale }: Figure): Range {
  const isLinear = xScale === 'linear'
  const xs = series.flatMap(({ points }) => points.map(({ x }) => x))
  const found = extent(isLinear ? xs : xs.filter((x) => x > 0))
  const low = isLinear ? Math.min(0, found?.min ?? 0) : (found?.min ?? 1)
  const { min, max } = horizontal ?? { min: low, max: found?.max ?? 1 }
  const from = isLinear || min > 0 ? min : low
  return max > from ? { min: from, max } : { min: isLinear ? from : from / 2, max: from * 2 || 1 }
}

function* verticalValues({ series, threshold, horizontal }: Figure) {
  let isPart = false
  for (const { points, members = [] } of series) {
    for (const [i, point] of points.entries()) {
      if (!isWithin(point.x, horizontal)) {
        isPart = true
        continue
      }
      yield point.value
      yield boldValue(point)
      yield point.lower ?? Number.NaN
      yield point.upper ?? Number.NaN
      for (const { values } of members) yield values[i]!
    }
  }
  if (threshold && !isPart) yield threshold.value
}

/** What the vertical axis shows: all that is drawn and bands; of the whole, the threshold too. */
function verticalRange(figure: Figure): Range | null {
  const categories = figure.categories?.y
  if (categories) return { min: -0.5, max: categories.length - 0.5 }
  const isLinear = figure.yScale === 'linear'
  const drawn = [...verticalValues(figure)].filter((value) => isLinear || value > 0)
  return paddedRange(drawn, figure.yScale)
}
