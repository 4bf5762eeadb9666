import { describe, expect, it } from 'vitest'
import { bandPath, linePath } from '#shared/figure/svg-series.ts'
import { wrapText } from '#shared/figure/svg-text.ts'
import { toSvg } from '#shared/figure/svg.ts'
import { sampleFigure } from './sample-figure.ts'

const scales = { x: (value: number) => 10 * value, y: (value: number) => 100 - value }
const [series] = sampleFigure().series

/** Three places, each by x and y. */
type Six = [number, number, number, number, number, number]

describe('a path', () => {
  it('goes through every place, rounded to hundredths, and leaves gaps where there is no number', () => {
    const places = [
      [0, 1],
      [1, 2],
      [2, Number.NaN],
      [3, 1 / 3],
    ] as const
    expect(linePath(places, scales)).toBe('M0 99L10 98M30 99.67')
  })

  it('of a band goes along its upper edge and back along the lower one', () => {
    const points = [
      { x: 0, value: 2, lower: 1, upper: 3 },
      { x: 1, value: 4, lower: 2, upper: 6 },
    ]
    expect(bandPath(points, scales)).toBe('M0 97L10 94L10 98L0 99Z')
  })
})

describe('a figure as SVG', () => {
  it('has its line where the axes say', () => {
    const svg = toSvg(sampleFigure({ horizontal: { min: 0, max: 10 } }))
    const [, x0, y0] = /<text x="([\d.]+)" y="([\d.]+)">0<\/text>/.exec(svg)!
    const path = /<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" stroke="#0072b2"/
    const places = path.exec(svg)!.slice(1).map(Number)
    const [left, bottom, middle, top, right, between] = places as Six
    // The label of 0 ends 6 left of the axis, 4 below its line.
    expect([left - 6, bottom + 4]).toEqual([Number(x0), Number(y0)])
    expect(middle).toBeCloseTo((left + right) / 2)
    expect(between).toBeCloseTo((bottom + top) / 2, 1)
    expect(svg).toContain('stroke-dasharray="7 3"')
  })

  it('places equal ratios equally far apart on a logarithmic axis', () => {
    const points = [1, 10, 100].map((value) => ({ x: value, value }))
    const svg = toSvg(
      sampleFigure({
        xScale: 'logarithmic',
        yScale: 'logarithmic',
        series: [{ ...series!, points }],
      }),
    )
    const path = /M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)/.exec(svg)!
    const [x1, y1, x2, y2, x3, y3] = path.slice(1).map(Number) as Six
    expect(x2 - x1).toBeCloseTo(x3 - x2, 1)
    expect(y2 - y1).toBeCloseTo(y3 - y2, 1)
  })

  it('escapes every text and leaves out what XML cannot hold', () => {
    const text = `a<b> & "c" 'd'\u0000`
    const svg = toSvg(
      sampleFigure({
        title: text,
        xTitle: text,
        yTitle: text,
        caption: text,
        notes: [{ mark: 'bold', text }],
        threshold: { value: 1, label: text },
        series: [{ ...series!, label: text }],
      }),
    )
    const escaped = 'a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;'
    expect(svg.split(escaped)).toHaveLength(9)
    expect(svg).not.toContain('a<b')
    expect(svg).not.toContain('\u0000')
  })

  it('draws bands, thin lines and the threshold only where there are such', () => {
    const plain = toSvg(sampleFigure())
    expect(plain).not.toMatch(/fill-opacity|stroke-opacity|stroke-dasharray="2 4"/)
    const rich = toSvg(
      sampleFigure({
        threshold: { value: 80, label: 'solved at 80' },
        series: [
          {
            ...series!,
            points: series!.points.map((p) => ({ ...p, lower: p.value - 1, upper: p.value + 1 })),
            members: [{ label: 'run 1', values: [1, 2, 3] }],
          },
        ],
      }),
    )
    expect(rich).toContain('fill-opacity="0.18"')
    expect(rich).toContain('stroke-opacity="0.45"')
    expect(rich).toContain('solved at 80')
  })

  it('of no data still has axes', () => {
    const svg = toSvg(sampleFigure({ series: [] }))
    expect(svg).toContain('>Return</text>')
    expect(svg).not.toMatch(/NaN|Infinity/)
  })

  it('marks a single point, which no line would show', () => {
    const svg = toSvg(sampleFigure({ series: [{ ...series!, points: [{ x: 2, value: 5 }] }] }))
    expect(svg).toMatch(/<circle cx="[\d.]+" cy="[\d.]+" r="2.5" fill="#0072b2"\/>/)
  })
})

it('wraps a caption at words', () => {
  expect(wrapText('aaaa bbbb cccc', 10, 62)).toEqual(['aaaa bbbb', 'cccc'])
})

describe('text of a figure', () => {
  /** Advance widths of DejaVu Sans, one of the widest fonts that stand in for Helvetica, per 2048. */
  const dejaVu: Readonly<Record<string, number>> = {
    ...{ a: 1255, b: 1300, c: 1126, d: 1300, e: 1260, f: 721, g: 1300, h: 1298, i: 569, j: 569 },
    ...{ k: 1186, l: 569, m: 1995, n: 1298, o: 1253, p: 1300, q: 1300, r: 842, s: 1067, t: 803 },
    ...{ u: 1298, v: 1212, w: 1675, x: 1212, y: 1212, z: 1075, ' ': 651, '.': 651, ',': 651 },
    ...{ ':': 690, ';': 690, '(': 799, ')': 799, '-': 739, '–': 1024 },
  }
  const widthOf = (text: string) =>
    [...text].reduce(
      (sum, letter) => sum + (dejaVu[letter] ?? (/\d/.test(letter) ? 1303 : 1430)),
      0,
    )
  const inPixels = (text: string, size: number) => (widthOf(text) * size) / 2048

  it.each([
    'Mean return of the last 100 episodes against environment steps, CartPole-v1; runs 1–5 (seeds 1–5; configuration 0123456789abcdef).',
    'mmmm wwww 00000 moving average window of number of environments moved downwards'.repeat(4),
    'x'.repeat(900),
    '0123456789abcdef'.repeat(30),
  ])('fits between the edges in a wide font: %s', (text) => {
    const lines = wrapText(text, 10, 696)
    for (const line of lines) expect(inPixels(line, 10)).toBeLessThanOrEqual(696)
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
  })

  it('in the legend is set narrower where it is longer than a row', () => {
    const detail = 'learning rate 0.01, '.repeat(12)
    const svg = toSvg(sampleFigure({ series: [{ ...series!, detail }] }))
    expect(svg).toMatch(/textLength="[\d.]+" lengthAdjust="spacingAndGlyphs">/)
    expect(toSvg(sampleFigure())).not.toContain('textLength')
  })
})
