import { drawingOrder } from './color-ramp.ts'
import type { FigureTable } from './csv.ts'
import { shareOf, valueText, type DimensionAxis } from './dimension.ts'
import type { Drawing } from './drawing.ts'
import { svgSize } from './svg.ts'
import { escapeXml, px, textWidth, wrapText } from './svg-text.ts'

/** Where runs that have no value pass an axis: below all that do. */
export const NO_VALUE = -0.08

/** One run: a line through all axes. */
export interface ParallelLine {
  readonly label: string
  readonly configHash: string
  /** #rrggbb, for light ground. */
  readonly color: string
  /** Left out by a brush: drawn pale, below the others. */
  readonly isFaded: boolean
}

/** Parallel coordinates: an axis for each dimension, a line for each run. */
export interface ParallelFigure {
  readonly title: string
  readonly axes: readonly DimensionAxis[]
  readonly lines: readonly ParallelLine[]
  /** What the colours stand for, from the lowest to the highest. */
  readonly legend: readonly { readonly label: string; readonly color: string }[]
  readonly colorTitle: string
  readonly caption: string
  readonly fileName: string
}

const PALE = '#d4d4d8'

/** Where a line passes an axis, from 0 at its lower end to 1. */
export function passes(axis: DimensionAxis, run: number): number {
  const share = shareOf(axis, axis.dimension.values[run]!)
  return Number.isFinite(share) ? share : NO_VALUE
}

export const parallelDrawing = (figure: ParallelFigure): Drawing => ({
  fileName: figure.fileName,
  svg: () => parallelSvg(figure),
  table: () => parallelTable(figure),
})

/** What is drawn: a row a run, a column an axis. */
export const parallelTable = ({ axes, lines }: ParallelFigure): FigureTable => ({
  header: ['run', 'configuration', ...axes.map(({ dimension }) => dimension.title), 'shown'],
  rows: lines.map(({ label, configHash, isFaded }, run) => [
    label,
    configHash,
    ...axes.map(({ dimension: { categories, values } }) =>
      categories ? valueText({ categories }, values[run]!, String) : values[run]!,
    ),
    isFaded ? 'no' : 'yes',
  ]),
})

function parallelSvg(figure: ParallelFigure): string {
  const { width, height } = svgSize
  const { axes, lines, legend, colorTitle } = figure
  const caption = wrapText(figure.caption, 10, width - 24)
  const top = 62
  const bottom = height - 42 - caption.length * 13
  const [left, right] = [70, width - 70]
  const x = (a: number) =>
    axes.length === 1 ? (left + right) / 2 : left + ((right - left) * a) / (axes.length - 1)
  const y = (share: number) => bottom - share * (bottom - top)
  const path = (run: number) =>
    axes.map((axis, a) => `${a === 0 ? 'M' : 'L'}${px(x(a))} ${px(y(passes(axis, run)))}`).join('')
  const drawn = drawingOrder(
    lines.map(({ color }) => color),
    'light',
  ).sort((a, b) => Number(lines[b]!.isFaded) - Number(lines[a]!.isFaded))
  let legendX = 12 + textWidth(colorTitle, 11) + 10
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="11" role="img">`,
    `<title>${escapeXml(figure.title)}</title>`,
    `<desc>${escapeXml(figure.caption)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    '<g fill="#27272a">',
    `<text x="12" y="20">${escapeXml(colorTitle)}</text>`,
    ...legend.map(({ label, color }) => {
      const at = legendX
      legendX += 14 + textWidth(label, 11) + 12
      return `<rect x="${px(at)}" y="12" width="10" height="10" fill="${color}"/><text x="${px(at + 14)}" y="20">${escapeXml(label)}</text>`
    }),
    '</g>',
    '<g fill="none" stroke-linejoin="round">',
    ...drawn.map((run) => {
      const { color, isFaded } = lines[run]!
      return `<path d="${path(run)}" stroke="${isFaded ? PALE : color}" stroke-opacity="${isFaded ? 0.4 : 0.75}"/>`
    }),
    '</g>',
    ...axes.flatMap((axis, a) => [
      `<line x1="${px(x(a))}" y1="${px(top)}" x2="${px(x(a))}" y2="${px(bottom)}" stroke="#52525b"/>`,
      `<text x="${px(x(a))}" y="${px(top - 12)}" text-anchor="middle" fill="#27272a">${escapeXml(shortened(axis.dimension.title, axes.length))}</text>`,
      ...axis.ticks.map(({ value, label }) => {
        const at = y(shareOf(axis, value))
        return `<line x1="${px(x(a) - 3)}" y1="${px(at)}" x2="${px(x(a) + 3)}" y2="${px(at)}" stroke="#52525b"/><text x="${px(x(a) + 6)}" y="${px(at + 4)}" fill="#27272a" stroke="#ffffff" stroke-width="3" paint-order="stroke">${escapeXml(label)}</text>`
      }),
      ...(axis.dimension.values.some(Number.isNaN)
        ? [
            `<text x="${px(x(a) + 6)}" y="${px(y(NO_VALUE) + 4)}" fill="#52525b" stroke="#ffffff" stroke-width="3" paint-order="stroke">none</text>`,
          ]
        : []),
    ]),
    '<g fill="#52525b" font-size="10">',
    ...caption.map(
      (line, i) =>
        `<text x="12" y="${px(height - 12 - 13 * (caption.length - 1 - i))}">${escapeXml(line)}</text>`,
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** As much of a title as has room beside those of the other axes. */
function shortened(title: string, axes: number): string {
  const room = (svgSize.width - 40) / Math.max(1, axes)
  if (textWidth(title, 11) <= room) return title
  let text = title
  while (text.length > 3 && textWidth(`${text}…`, 11) > room) text = text.slice(0, -1)
  return `${text}…`
}
