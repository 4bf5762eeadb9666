import { sweepNumberDefinitions, type FieldImportance, type Importance } from '../sweep-results.ts'
import type { FigureTable } from './csv.ts'
import type { Drawing } from './drawing.ts'
import { linearTicks } from './ticks.ts'
import { svgSize } from './svg.ts'
import { escapeXml, px, textWidth, wrapText } from './svg-text.ts'

/** The most bars of a drawing; the table has all. */
const MOST = 14

/** Bars of importance as a file; `nameOf` says what a field is called. */
export const importanceDrawing = (
  importance: Importance,
  nameOf: (field: FieldImportance) => string,
  { caption, fileName }: { readonly caption: string; readonly fileName: string },
): Drawing => ({
  fileName,
  svg: () => importanceSvg(importance, nameOf, caption),
  table: () => importanceTable(importance, nameOf),
})

export const importanceTable = (
  { fields, method }: Importance,
  nameOf: (field: FieldImportance) => string,
): FigureTable => ({
  header: [
    'field',
    method === 'variance' ? 'share_of_variance' : 'permutation_importance',
    'lower_95',
    'upper_95',
    'by_chance',
    'p',
  ],
  rows: fields.map((field) => [
    nameOf(field),
    field.share,
    field.interval?.lower ?? NaN,
    field.interval?.upper ?? NaN,
    field.byChance ?? NaN,
    field.p ?? NaN,
  ]),
})

/** The end of an axis that holds every bar and interval. */
export const importanceEnd = (fields: readonly FieldImportance[]): number =>
  Math.max(0.05, ...fields.map(({ share, interval }) => Math.max(share, interval?.upper ?? 0)))

function importanceSvg(
  { fields, number, method }: Importance,
  nameOf: (field: FieldImportance) => string,
  caption: string,
): string {
  const { width, height } = svgSize
  const shown = fields.slice(0, MOST)
  const lines = wrapText(caption, 10, width - 24)
  const left = 24 + Math.min(260, Math.max(0, ...shown.map((f) => textWidth(nameOf(f), 11))))
  const right = width - 24
  const bottom = height - 52 - lines.length * 13
  const row = Math.min(34, (bottom - 24) / Math.max(1, shown.length))
  const end = importanceEnd(shown)
  const x = (share: number) => left + (Math.max(0, share) / end) * (right - left)
  const title = `${method === 'variance' ? 'Share of variance' : 'Permutation importance'} of ${sweepNumberDefinitions[number].label}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="11" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(caption)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...linearTicks({ min: 0, max: end }, 6).map(
      (tick) =>
        `<line x1="${px(x(tick))}" y1="16" x2="${px(x(tick))}" y2="${px(bottom)}" stroke="#e4e4e7"/><text x="${px(x(tick))}" y="${px(bottom + 15)}" text-anchor="middle" fill="#52525b">${tick}</text>`,
    ),
    ...shown.flatMap((field, i) => {
      const y = 20 + i * row
      const middle = y + row / 2
      return [
        `<text x="${px(left - 8)}" y="${px(middle + 4)}" text-anchor="end" fill="#27272a">${escapeXml(nameOf(field))}</text>`,
        `<rect x="${px(left)}" y="${px(y + row * 0.2)}" width="${px(x(field.share) - left)}" height="${px(row * 0.6)}" fill="${field.paths.length === 1 ? '#0072b2' : '#8a8a8f'}"/>`,
        ...(field.interval
          ? [
              `<path d="M${px(x(field.interval.lower))} ${px(middle)}H${px(x(field.interval.upper))}" stroke="#18181b" stroke-width="1.5"/>`,
            ]
          : []),
        ...(field.byChance === null
          ? []
          : [
              `<path d="M${px(x(field.byChance))} ${px(y + row * 0.1)}V${px(y + row * 0.9)}" stroke="#d55e00" stroke-width="1.5"/>`,
            ]),
      ]
    }),
    `<text x="${px((left + right) / 2)}" y="${px(bottom + 32)}" text-anchor="middle" fill="#27272a">${escapeXml(title)}</text>`,
    '<g fill="#52525b" font-size="10">',
    ...lines.map(
      (line, i) =>
        `<text x="12" y="${px(height - 12 - 13 * (lines.length - 1 - i))}">${escapeXml(line)}</text>`,
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}
