import { colorOf } from './color-scale.ts'
import type { FigureTable } from './csv.ts'
import type { Theme } from './palette.ts'
import type { Drawing } from './drawing.ts'
import { svgSize } from './svg.ts'
import { escapeXml, px, textWidth, wrapText } from './svg-text.ts'
import { pow } from '../math/power.ts'
import { squareOf } from '../math/square.ts'

/** A number for every pair of values of two fields, each of which has a name and no width. */
export interface HeatTable {
  readonly title: string
  readonly xTitle: string
  readonly yTitle: string
  readonly valueTitle: string
  /** Names of the columns, and of the rows from the top. */
  readonly columns: readonly string[]
  readonly rows: readonly string[]
  /** Row by row; null: nothing is known there. */
  readonly values: readonly (readonly (number | null)[])[]
  /** What is written into a cell. */
  readonly texts: readonly (readonly string[])[]
  readonly caption: string
  readonly fileName: string
}

/** The smallest and the largest value; null: there is none. */
export function valueRange({ values }: Pick<HeatTable, 'values'>) {
  const known = values.flat().filter((value) => value !== null && Number.isFinite(value))
  return known.length === 0
    ? null
    : { min: Math.min(...(known as number[])), max: Math.max(...(known as number[])) }
}

/** The colour of a cell and of the text on it; null: nothing is known there. */
export function cellColors(
  value: number | null,
  range: ReturnType<typeof valueRange>,
  theme: Theme,
) {
  if (value === null || !Number.isFinite(value) || !range) return null
  const fill = colorOf({ kind: 'sequential', ...range }, value, theme)
  return { fill, ink: inkOn(fill) }
}

/** Black or white, whichever is read better on a colour: the larger contrast by WCAG. */
export function inkOn(color: string): string {
  const linear = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
  const luminance = 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5)
  return squareOf(luminance + 0.05) > 1.05 * 0.05 ? '#000000' : '#ffffff'
}

const FONT = 12
const SMALL = 10
const EDGE = 12

/** As a vector drawing for paper and as a table with one row a cell. */
export const heatTableDrawing = (map: HeatTable): Drawing => ({
  fileName: map.fileName,
  svg: () => heatTableSvg(map),
  table: () => heatTableRows(map),
})

const heatTableRows = ({
  xTitle,
  yTitle,
  valueTitle,
  columns,
  rows,
  values,
}: HeatTable): FigureTable => ({
  header: [xTitle, yTitle, valueTitle],
  rows: rows.flatMap((row, r) =>
    columns.map((column, c) => [column, row, values[r]![c] ?? Number.NaN]),
  ),
})

function heatTableSvg(map: HeatTable): string {
  const { width, height } = svgSize
  const caption = wrapText(map.caption, SMALL, width - 2 * EDGE)
  const labelWidth = Math.max(0, ...map.rows.map((row) => textWidth(row, FONT)))
  const left = EDGE + 26 + labelWidth
  const top = EDGE + 24
  const bottom = height - EDGE - caption.length * 13 - 46
  const cellWidth = (width - EDGE - left) / map.columns.length
  const cellHeight = (bottom - top) / map.rows.length
  const range = valueRange(map)
  const middle = px((top + bottom) / 2)
  const cells = map.values.flatMap((row, r) =>
    row.map((value, c) => {
      const colors = cellColors(value, range, 'light')
      const [x, y] = [left + c * cellWidth, top + r * cellHeight]
      const text = map.texts[r]![c]!
      return [
        `<rect x="${px(x)}" y="${px(y)}" width="${px(cellWidth)}" height="${px(cellHeight)}" fill="${colors?.fill ?? '#f4f4f5'}" stroke="#ffffff"/>`,
        ...(textWidth(text, FONT) < cellWidth
          ? [
              `<text x="${px(x + cellWidth / 2)}" y="${px(y + cellHeight / 2 + 4)}" text-anchor="middle" fill="${colors?.ink ?? '#52525b'}">${escapeXml(text)}</text>`,
            ]
          : []),
      ].join('')
    }),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="${FONT}" role="img">`,
    `<title>${escapeXml(map.title)}</title>`,
    `<desc>${escapeXml(map.caption)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${EDGE}" y="${EDGE + 10}" fill="#27272a">${escapeXml(map.valueTitle)}</text>`,
    ...cells,
    '<g fill="#52525b">',
    ...map.rows.map(
      (row, r) =>
        `<text x="${px(left - 6)}" y="${px(top + (r + 0.5) * cellHeight + 4)}" text-anchor="end">${escapeXml(row)}</text>`,
    ),
    ...map.columns.map(
      (column, c) =>
        `<text x="${px(left + (c + 0.5) * cellWidth)}" y="${px(bottom + 17)}" text-anchor="middle">${escapeXml(column)}</text>`,
    ),
    '</g>',
    `<g fill="#27272a" text-anchor="middle">`,
    `<text x="${px((left + width - EDGE) / 2)}" y="${px(bottom + 36)}">${escapeXml(map.xTitle)}</text>`,
    `<text x="${EDGE + 8}" y="${middle}" transform="rotate(-90 ${EDGE + 8} ${middle})">${escapeXml(map.yTitle)}</text>`,
    '</g>',
    `<g fill="#52525b" font-size="${SMALL}">`,
    ...caption.map(
      (line, i) =>
        `<text x="${EDGE}" y="${px(height - EDGE - 13 * (caption.length - 1 - i))}">${escapeXml(line)}</text>`,
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}
