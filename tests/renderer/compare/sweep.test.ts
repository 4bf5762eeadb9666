import { noColor } from '#shared/figure/color-ramp.ts'
import { describe, expect, it } from 'vitest'
import { canBeLogarithmic, dimensionAxis, shareOf, valueAt } from '#shared/figure/dimension.ts'
import { parallelDrawing, passes } from '#shared/figure/parallel-figure.ts'
import { scatterDrawing } from '#shared/figure/scatter-drawing.ts'
import { scatterFigure } from '#shared/figure/scatter-figure.ts'
import { tableCsv, toCsv } from '#shared/figure/csv.ts'
import { toSvg } from '#shared/figure/svg.ts'
import type { SweepResults } from '#shared/sweep-results.ts'
import { isWithinBrushes, nearestLine, parallelLayout } from '#renderer/charts/parallel-layout.ts'
import { runColors } from '#renderer/compare/run-colors.ts'
import { sweepCaption } from '#renderer/compare/sweep-caption.ts'
import { numberKey, sweepDimensions } from '#renderer/compare/sweep-dimensions.ts'
import {
  chosenAxes,
  movedAxis,
  sweepSettings,
  turnedBrush,
} from '#renderer/compare/sweep-settings.ts'

const run = (runId: number, values: readonly (string | number | null)[], score: number | null) => ({
  runId,
  configHash: `${runId}`.padStart(16, '0'),
  seed: runId,
  status: 'completed' as const,
  values,
  numbers: [score],
})
const results: SweepResults = {
  fields: [
    { path: 'optimizer.learningRate', isNumber: true },
    { path: 'estimator.baseline', isNumber: false },
    { path: 'seed', isNumber: true },
  ],
  runs: [
    run(1, [0.001, 'none', 1], 20),
    run(2, [0.01, 'mean', 2], 220),
    run(3, [0.1, 'mean', 3], null),
  ],
  numbers: ['meanReturnLast100'],
  notes: {},
  naturalResult: 'meanReturnLast100',
}
const dimensions = sweepDimensions(results)
const [rate, baseline, , score] = dimensions
const axis = (at: number, scale: 'linear' | 'logarithmic' = 'linear') =>
  dimensionAxis(dimensions[at]!, scale)

describe('the dimensions of a sweep', () => {
  it('are its fields by their names in the schema, then its numbers', () => {
    expect(dimensions.map(({ title }) => title)).toEqual([
      'Learning rate',
      'Baseline',
      'Seed',
      'Final mean return (last 100)',
    ])
    expect(baseline).toMatchObject({ categories: ['none', 'mean'], values: [0, 1, 1] })
    expect(score!.values).toEqual([20, 220, NaN])
  })

  it('lie on axes from their least to their largest value, or by powers of ten', () => {
    expect(shareOf(axis(0), 0.01)).toBeCloseTo(0.009 / 0.099, 12)
    const powers = axis(0, 'logarithmic')
    expect([0.001, 0.01, 0.1].map((value) => shareOf(powers, value))).toEqual([0, 0.5, 1])
    expect(valueAt(powers, 0.5)).toBeCloseTo(0.01, 12)
    expect(axis(1).ticks.map(({ label }) => label)).toEqual(['none', 'mean'])
    expect([0, 1].map((value) => shareOf(axis(1), value))).toEqual([0.25, 0.75])
    expect([canBeLogarithmic(rate!), canBeLogarithmic(baseline!)]).toEqual([true, false])
  })

  it('lie the other way round on an inverted axis, and ranges of it with them', () => {
    const inverted = dimensionAxis(rate!, 'logarithmic', true)
    const shares = [0.001, 0.01, 0.1].map((value) => Number(shareOf(inverted, value).toFixed(12)))
    expect(shares.map((share) => share + 0)).toEqual([1, 0.5, 0])
    expect(valueAt(inverted, 1)).toBeCloseTo(0.001, 12)
    expect(turnedBrush({ low: 0.5, high: 1 })).toEqual({ low: 0, high: 0.5 })
    expect(turnedBrush({ low: -0.1, high: 0.2 })).toBeNull()
  })

  it('are parallel axes in the order one moved them to, without the seed and other numbers', () => {
    const settings = { ...sweepSettings.parse({}), number: 'meanReturnLast100' as const }
    const keys = chosenAxes(dimensions, settings).map(({ key }) => key)
    expect(keys).toEqual(
      ['field optimizer.learningRate', 'field estimator.baseline'].concat(
        numberKey('meanReturnLast100'),
      ),
    )
    const order = movedAxis(keys, keys[2]!, 1)
    expect(chosenAxes(dimensions, { ...settings, order }).map(({ key }) => key)).toEqual([
      keys[0],
      keys[2],
      keys[1],
    ])
    expect(movedAxis(keys, keys[0]!, 2)).toEqual([keys[1], keys[2], keys[0]])
    expect(movedAxis(keys, keys[0]!, -1)).toEqual(keys)
  })
})

describe('parallel coordinates', () => {
  const axes = [axis(0, 'logarithmic'), axis(3)]
  const shares = results.runs.map((_, i) => axes.map((each) => passes(each, i)))

  it('pass a run without a value below all others', () => {
    expect(shares).toEqual([
      [0, 0],
      [0.5, 1],
      [1, -0.08],
    ])
  })

  it('hold runs to the ranges of all axes that have one', () => {
    const within = (brushes: object) =>
      shares.map((each) => isWithinBrushes(axes, each, brushes as never))
    expect(within({})).toEqual([true, true, true])
    const high = { [rate!.key]: { low: 0.5, high: 1 } }
    expect(within(high)).toEqual([false, true, true])
    expect(within({ ...high, [score!.key]: { low: 0, high: 1 } })).toEqual([false, true, false])
  })

  it('know the line under the pointer, of those that are shown', () => {
    const layout = parallelLayout(2, 800, 400)
    const [left, right] = layout.xs
    const middle = {
      x: (left! + right!) / 2,
      y: layout.bottom - 0.75 * (layout.bottom - layout.top),
    }
    expect(nearestLine(layout, shares, () => true, middle, 8)).toBe(1)
    expect(nearestLine(layout, shares, (i) => i !== 1, middle, 8)).toBe(-1)
  })

  it('are taken out as a drawing that names the runs, and as what is drawn', () => {
    const { colors, legend, title } = runColors(score!, 'linear', 'light')
    const drawing = parallelDrawing({
      title: 'Parallel coordinates of 3 runs',
      axes,
      lines: results.runs.map(({ runId }, i) => ({
        label: `#${runId}`,
        configHash: '0123456789abcdef',
        color: colors[i]!,
        isFaded: i === 0,
      })),
      legend,
      colorTitle: title,
      caption: 'Parallel coordinates: runs 1–3 <all>',
      fileName: 'parallel',
    })
    expect(drawing.svg()).toContain('runs 1–3 &lt;all&gt;')
    expect(drawing.svg()).not.toContain('NaN')
    // Left out, then without a value, then the others: what is told lies above.
    const strokes = [...drawing.svg().matchAll(/<path [^>]*stroke="(#\w+)"/g)].map(([, hex]) => hex)
    expect(strokes).toEqual(['#d4d4d8', colors[2], colors[1]])
    expect(colors[2]).toBe(noColor.light)
    expect(tableCsv(drawing.table())).toBe(
      'run,configuration,Learning rate,Final mean return (last 100),shown\r\n#1,0123456789abcdef,0.001,20,no\r\n#2,0123456789abcdef,0.01,220,yes\r\n#3,0123456789abcdef,0.1,,yes\r\n',
    )
  })
})

it('colours of nearly equal results are told apart in the legend, and of equal ones there is one', () => {
  const labelsOf = (...values: number[]) =>
    runColors({ ...score!, values }, 'linear', 'light').legend.map(({ label }) => label)
  expect(labelsOf(499, 500)).toEqual(['499', '499.3', '499.5', '499.8', '500'])
  expect(labelsOf(20, 220)).toEqual(['20', '70', '120', '170', '220'])
  expect(labelsOf(500, 500, Number.NaN)).toEqual(['500', 'none'])
  expect(labelsOf(Number.NaN)).toEqual(['none'])
})

it('a scatter plot draws the runs that have both values, in their shapes and colours', () => {
  const { colors, legend, title } = runColors(score!, 'linear', 'light')
  const figure = scatterFigure({
    labels: ['#1', '#2', '#3'],
    colors,
    legend,
    colorTitle: title,
    x: baseline!,
    y: score!,
    shape: baseline!,
    scales: ['linear', 'linear'],
    isShown: () => true,
    caption: 'runs 1–3.',
  })
  expect(toCsv(figure)).toBe(
    'series,run,baseline,final_mean_return_last_100\r\nBaseline none,#1,none,20\r\nBaseline mean,#2,mean,220\r\n',
  )
  const svg = toSvg(figure)
  expect(svg).toContain('>none</text>')
  expect(svg).not.toContain('NaN')
})

it('the table of a scatter plot names the configuration of each run and what tells it from the others', () => {
  const { colors, legend, title } = runColors(score!, 'linear', 'light')
  const drawing = scatterDrawing({
    labels: ['#1', '#2', '#3'],
    configHashes: results.runs.map(({ configHash }) => configHash),
    fields: [rate!, baseline!],
    ...{ colors, legend, colorTitle: title },
    x: rate!,
    y: score!,
    shape: null,
    scales: ['linear', 'linear'],
    isShown: () => true,
    caption: sweepCaption(results.runs),
  })
  expect(tableCsv(drawing.table())).toBe(
    'run,configuration,Learning rate,Final mean return (last 100),Baseline\r\n' +
      '#1,0000000000000001,0.001,20,none\r\n#2,0000000000000002,0.01,220,mean\r\n',
  )
  expect(drawing.svg()).toContain('2 of 3 runs drawn: runs 1–3, 3 configurations: ')
})

it('the caption of many configurations names some and counts the others', () => {
  const runs = Array.from({ length: 14 }, (_, i) => ({ runId: i + 1, configHash: `hash${i}` }))
  expect(sweepCaption(runs)).toBe('runs 1–14, 14 configurations: hash0, hash1, hash2 and 11 more.')
})
