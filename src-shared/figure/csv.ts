import type { Figure, FigurePoint } from './figure.ts'
import { isWithin } from './range.ts'

/** A table of text and numbers with a row of names above it. */
export interface FigureTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** `Training time (min)` → `training_time_min` */
const columnName = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')

const order = ['smoothed', 'value', 'lower', 'upper', 'count'] as const

/** Exactly what a figure draws, in long format: one row a point, the members of a series below it. */
export function figureTable(figure: Figure): FigureTable {
  const { series, columns, xTitle, horizontal, categories } = figure
  /** What has no order is told by its name. */
  const named = (axis: 'x' | 'y', value: number) => categories?.[axis]?.[value] ?? value
  const isShown = ({ x }: { readonly x: number }) => isWithin(x, horizontal)
  const drawn = order.filter((column) => columns[column] !== undefined)
  const cells = (point: FigurePoint) =>
    drawn.map((column) =>
      column === 'value' ? named('y', point.value) : (point[column] ?? Number.NaN),
    )
  return {
    header: [
      'series',
      ...(columns.label ? [columnName(columns.label)] : []),
      columnName(xTitle),
      ...drawn.map((column) => columnName(columns[column]!)),
    ],
    rows: series.flatMap(({ label, detail, points, members = [] }) => {
      const name = detail ? `${label} (${detail})` : label
      return [
        ...points
          .filter(isShown)
          .map((point) => [
            name,
            ...(columns.label ? [point.label ?? ''] : []),
            named('x', point.x),
            ...cells(point),
          ]),
        ...members.flatMap((member) =>
          points.flatMap(({ x }, i) =>
            isShown({ x })
              ? [
                  [
                    `${label}, ${member.label}`,
                    x,
                    ...cells({ x, value: member.values[i]!, count: 1 }),
                  ],
                ]
              : [],
          ),
        ),
      ]
    }),
  }
}

/** RFC 4180. Numbers keep every digit, what is no number is empty, text never runs as a formula. */
function csvCell(cell: string | number): string {
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const tableCsv = ({ header, rows }: FigureTable): string =>
  [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')

export const toCsv = (figure: Figure): string => tableCsv(figureTable(figure))

/** For a clipboard: cells of a spreadsheet. */
export function tabSeparated({ header, rows }: FigureTable): string {
  const cell = (value: string | number) =>
    typeof value === 'number' && Number.isNaN(value) ? '' : String(value).replace(/[\t\r\n]/g, ' ')
  return [header, ...rows].map((row) => row.map(cell).join('\t')).join('\n')
}

export const toTabSeparated = (figure: Figure): string => tabSeparated(figureTable(figure))
