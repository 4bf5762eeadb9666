import { shortNumber } from './axes.ts'
import type { Figure } from './figure.ts'
import { pointElement } from './point-shape.ts'
import { dashAttribute, MARK_COLOR } from './svg-series.ts'
import { escapeXml, mostWidth, px } from './svg-text.ts'

const SIZE = 11
const SWATCH = 24
const ROW = 17
const GAP = 16

interface Entry {
  readonly text: string
  /** Drawn in a box of 24 × 8 whose left top corner is 0, 0. */
  readonly swatch: string
}

const stroke = (color: string, more: string) =>
  `<line x1="0" y1="4" x2="${SWATCH}" y2="4" stroke="${color}"${more}/>`

const marks = {
  bold: stroke('#52525b', ' stroke-width="2"'),
  thin: stroke('#52525b', ' stroke-opacity="0.5"'),
  band: `<rect width="${SWATCH}" height="8" fill="#52525b" fill-opacity="0.2"/>`,
} as const

const triangle = `<path d="M${SWATCH / 2 - 4} 0h8l-4 7Z" fill="${MARK_COLOR}"/>`

/** Pale points and the line over them are one entry: the line's, under the name of the points. */
const namedSeries = (series: Figure['series']): Figure['series'] =>
  series.flatMap((each, i) => {
    const [before, after] = [series[i - 1], series[i + 1]]
    if (each.scatter?.isPale && after?.label === each.label && !after.scatter) return []
    const isOverPoints = before?.scatter?.isPale && before.label === each.label && !each.scatter
    return isOverPoints ? [{ ...each, detail: before.detail ?? '' }] : [each]
  })

const entriesOf = ({ series, notes, threshold, marks: begun = [], xTitle }: Figure): Entry[] => [
  ...namedSeries(series).map(({ label, detail, color, dash, scatter }) => ({
    text: detail ? `${label} ${detail}` : label,
    swatch: scatter
      ? pointElement(scatter.shape, SWATCH / 2, 4, 3.5, color)
      : stroke(color, ` stroke-width="2"${dashAttribute(dash)}`),
  })),
  ...notes.map(({ mark, text }) => ({ text, swatch: marks[mark] })),
  ...(threshold
    ? [
        {
          text: threshold.label,
          swatch: stroke('#71717a', ' stroke-width="1.5" stroke-dasharray="2 4"'),
        },
      ]
    : []),
  ...begun.map(({ label, x }) => ({
    text: `${label}: from ${shortNumber(x)} (${xTitle.toLowerCase()})`,
    swatch: triangle,
  })),
]

/** The legend in as many rows as its entries need, and where it ends. */
export function drawLegend(
  figure: Figure,
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
  color: string,
): { readonly elements: readonly string[]; readonly bottom: number } {
  let [x, row] = [0, 0]
  const elements = entriesOf(figure).map(({ text, swatch }) => {
    const needed = SWATCH + 6 + mostWidth(text, SIZE)
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1]
    const [at, y] = [left + x, top + row * ROW]
    x += needed + GAP
    // An entry that is longer than a row is set narrower instead of running off the edge.
    const fitted =
      needed > width
        ? ` textLength="${px(width - SWATCH - 6)}" lengthAdjust="spacingAndGlyphs"`
        : ''
    return `<g transform="translate(${px(at)} ${px(y)})">${swatch}<text x="${SWATCH + 6}" y="8"${fitted}>${escapeXml(text)}</text></g>`
  })
  return {
    elements: [`<g fill="${color}" font-size="${SIZE}">`, ...elements, '</g>'],
    bottom: top + (elements.length > 0 ? (row + 1) * ROW : 0),
  }
}
