import { shortNumber } from './axes.ts'
import { colorOf, groundColor, scalePosition, type ColorScale } from './color-scale.ts'
import { heatColumns, type HeatFigure } from './heat-figure.ts'
import {
  HEAT_FONT,
  heatLayout,
  rectanglePath,
  type HeatLayout,
  type HeatSize,
} from './heat-layout.ts'
import { seriesColor, type Theme } from './palette.ts'
import { svgSize } from './svg.ts'
import { escapeXml, px, textWidth, wrapText } from './svg-text.ts'
import { squareOf } from '../math/square.ts'

const inks = {
  light: { text: '#27272a', muted: '#52525b', axis: '#71717a', mark: '#18181b' },
  dark: { text: '#e4e4e7', muted: '#a1a1aa', axis: '#71717a', mark: '#fafafa' },
} as const

const SMALL = 10
const LINE = 13

/** A heat map as a file: complete in itself, on light ground, with its caption. */
export function toHeatSvg(figure: HeatFigure): string {
  const { width } = svgSize
  const words = [figure.caption, ...figure.notes].join(' ')
  const caption = wrapText(words, SMALL, width - 24)
  const height = svgSize.height - caption.length * LINE - 14
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${svgSize.height}" viewBox="0 0 ${width} ${svgSize.height}" font-family="Helvetica, Arial, sans-serif" role="img">`,
    `<title>${escapeXml(figure.title)}</title>`,
    `<desc>${escapeXml(figure.summary)}</desc>`,
    `<rect width="${width}" height="${svgSize.height}" fill="${groundColor.light}"/>`,
    `<g transform="translate(12 10)">`,
    drawHeat(figure, { width: width - 24, height: height - 10 }, 'light'),
    '</g>',
    `<g fill="${inks.light.muted}" font-size="${SMALL}">`,
    ...caption.map((line, i) => {
      const y = svgSize.height - 10 - LINE * (caption.length - 1 - i)
      return `<text x="12" y="${px(y)}">${escapeXml(line)}</text>`
    }),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** What is inside the drawing: legend, cells, axes. */
export function drawHeat(figure: HeatFigure, size: HeatSize, theme: Theme): string {
  const layout = heatLayout(figure, size)
  const { plot } = layout
  const ink = inks[theme]
  const { hasAxes = true } = figure
  return [
    `<g font-size="${HEAT_FONT}">`,
    drawScale(figure, size.width, theme),
    ...drawCells(figure, layout, theme),
    ...figure.marks.map(({ y }) => {
      const at = px(layout.y(y))
      return `<line x1="${px(plot.left)}" y1="${at}" x2="${px(plot.right)}" y2="${at}" stroke="${ink.mark}" stroke-dasharray="2 4"/>`
    }),
    ...drawSigns(figure, layout, theme),
    `<path d="M${px(plot.left)} ${px(plot.top)}V${px(plot.bottom)}H${px(plot.right)}${hasAxes ? '' : `V${px(plot.top)}Z`}" fill="none" stroke="${ink.axis}"/>`,
    ...(hasAxes ? drawAxes(figure, layout, theme) : []),
    '</g>',
  ].join('\n')
}

/** Cells of one colour become one shape. */
function drawCells(figure: HeatFigure, { x, y, plot }: HeatLayout, theme: Theme): string[] {
  const shown = heatColumns(figure)
  const paths = new Map<string, string>()
  figure.columns.forEach((column, c) => {
    if (shown && (column.max <= shown.min || column.min >= shown.max)) return
    const left = Math.max(plot.left, x(column.min))
    const right = Math.min(plot.right, x(column.max))
    // A column narrower than a pixel is still seen.
    const edge = Math.max(right, left + 1)
    figure.rows.forEach((row, r) => {
      const value = figure.values[c]![r]!
      if (!Number.isFinite(value)) return
      const color = colorOf(figure.scale, value, theme, figure.strengths?.[c]![r])
      const path = rectanglePath(left, y(row.max), edge, y(row.min))
      paths.set(color, (paths.get(color) ?? '') + path)
    })
  })
  // Tiles are told apart by lines between them.
  const line = figure.hasAxes === false ? ` stroke="${groundColor[theme]}" stroke-width="1.5"` : ''
  return [...paths].map(([color, path]) => `<path d="${path}" fill="${color}"${line}/>`)
}

function drawSigns({ signs, columns, rows }: HeatFigure, { x, y }: HeatLayout, theme: Theme) {
  return signs.map(({ column, row, text }) => {
    const [across, up] = [columns[column]!, rows[row]!]
    const size = Math.min(x(across.max) - x(across.min), y(up.min) - y(up.max))
    const font = Math.max(8, Math.min(28, 0.5 * size))
    return `<text x="${px((x(across.min) + x(across.max)) / 2)}" y="${px((y(up.min) + y(up.max)) / 2 + 0.35 * font)}" font-size="${px(font)}" text-anchor="middle" fill="${inks[theme].mark}" stroke="${groundColor[theme]}" stroke-width="2.5" paint-order="stroke">${escapeXml(text)}</text>`
  })
}

function drawAxes(figure: HeatFigure, layout: HeatLayout, theme: Theme): string[] {
  const { plot, x, y, xTicks, yTicks, yTitleAt } = layout
  const { text, muted } = inks[theme]
  const middle = px((plot.top + plot.bottom) / 2)
  return [
    `<g fill="${muted}">`,
    ...yTicks.map(
      (tick) =>
        `<text x="${px(plot.left - 5)}" y="${px(y(tick.at) + 4)}" text-anchor="end">${escapeXml(tick.text)}</text>`,
    ),
    ...xTicks.map(
      (tick) =>
        `<text x="${px(x(tick.at))}" y="${px(plot.bottom + 14)}" text-anchor="middle">${escapeXml(tick.text)}</text>`,
    ),
    '</g>',
    `<g fill="${text}" text-anchor="middle">`,
    `<text x="${px((plot.left + plot.right) / 2)}" y="${px(plot.bottom + 30)}">${escapeXml(figure.xTitle)}</text>`,
    `<text x="${px(yTitleAt)}" y="${middle}" transform="rotate(-90 ${px(yTitleAt)} ${middle})">${escapeXml(figure.yTitle)}</text>`,
    '</g>',
  ]
}

const BAR = { width: 120, height: 9, top: 4 } as const
const STEPS = 24

/** The legend: what the colours stand for. */
function drawScale({ scale, valueTitle }: HeatFigure, width: number, theme: Theme): string {
  if (scale.kind === 'categories') return drawCategories(scale.labels, width, theme)
  const { muted } = inks[theme]
  const left = textWidth(valueTitle, HEAT_FONT) + 10
  const step = BAR.width / STEPS
  const bar = Array.from({ length: STEPS }, (_, i) => {
    const color = colorOf(scale, valueAlong(scale, (i + 0.5) / STEPS), theme)
    return `<path d="${rectanglePath(left + i * step, BAR.top, left + (i + 1) * step, BAR.top + BAR.height)}" fill="${color}"/>`
  })
  const labels = endsOf(scale).map((value, i, all) => {
    const at = left + scalePosition(scale, value) * BAR.width
    const anchor = i === 0 ? 'start' : i === all.length - 1 ? 'end' : 'middle'
    return `<text x="${px(at)}" y="${BAR.top + BAR.height + 10}" font-size="9" text-anchor="${anchor}">${shortNumber(value, 3)}</text>`
  })
  return `<g fill="${muted}"><text x="0" y="${BAR.top + 9}">${escapeXml(valueTitle)}</text>${bar.join('')}${labels.join('')}</g>`
}

type NumberScale = Exclude<ColorScale, { kind: 'categories' }>

function valueAlong(scale: NumberScale, share: number): number {
  if (scale.kind === 'diverging') return scale.middle + (2 * share - 1) * scale.reach
  return scale.min + (scale.max - scale.min) * (scale.isRoot ? squareOf(share) : share)
}

const endsOf = (scale: NumberScale): number[] =>
  [0, 0.5, 1].map((share) => valueAlong(scale, share))

function drawCategories(labels: readonly string[], width: number, theme: Theme): string {
  let left = 0
  const entries = labels.flatMap((label, i) => {
    const at = left
    left += 16 + textWidth(label, HEAT_FONT) + 12
    if (left > width + 12) return []
    return [
      `<rect x="${px(at)}" y="${BAR.top}" width="10" height="10" fill="${seriesColor(i, theme)}"/>`,
      `<text x="${px(at + 15)}" y="${BAR.top + 9}">${escapeXml(label)}</text>`,
    ]
  })
  return `<g fill="${inks[theme].muted}">${entries.join('')}</g>`
}
