import { describe, expect, it } from 'vitest'
import type { ExperimentCell } from '#shared/experiment.ts'
import { cellColors, heatTableDrawing, inkOn, valueRange } from '#shared/figure/heat-table.ts'
import { presets } from '#shared/presets.ts'
import { parseSweep } from '#shared/sweep.ts'
import { bestCellSentences } from '#renderer/experiments/best-cell.ts'
import { cellLines, cellMap, scaleOf, viewOf } from '#renderer/experiments/cell-figure.ts'
import {
  sweepFields,
  cellName,
  cellValueText,
  rankedCells,
  sortCells,
} from '#renderer/experiments/cells.ts'

const rate = { path: 'optimizer.learningRate', values: [0.01, 0.1] }
const gamma = { path: 'estimator.gamma', values: [0.9, 1] }
const sweepOver = (...vary: { path: string; values: unknown[] }[]) =>
  parseSweep({ config: presets['cartpole-reinforce']!.config, vary, seeds: [1, 2] })

let number = 0
function cell(
  values: readonly unknown[],
  iqm: number | null,
  { halfWidth = 1 as number | null, seeds = 5, isRunning = false, isCandidate = true } = {},
): ExperimentCell {
  number += 1
  const interval =
    iqm === null || halfWidth === null ? null : { lower: iqm - halfWidth, upper: iqm + halfWidth }
  return {
    configHash: String(number),
    values,
    statuses: isRunning ? { running: 1 } : { completed: seeds },
    runIds: [number],
    leftOut: [],
    endedEarly: [],
    threshold: null,
    isCandidate,
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    scores: new Array(seeds).fill(iqm ?? 0),
    summary:
      iqm === null
        ? null
        : {
            mean: iqm,
            standardDeviation: 1,
            meanInterval: interval,
            median: iqm,
            interquartileMean: iqm,
            interquartileMeanInterval: interval,
          },
  }
}

it('an axis is logarithmic where values lie more evenly on it', () => {
  expect(scaleOf([0.03, 0.003, 0.01])).toBe('logarithmic')
  expect(scaleOf([16, 32, 64, 128])).toBe('logarithmic')
  expect(scaleOf([0.001, 0.1])).toBe('logarithmic')
  expect(scaleOf([0.9, 0.99, 1])).toBe('linear')
  expect(scaleOf([1, 2, 3, 4, 5])).toBe('linear')
  expect(scaleOf([0, 1, 100])).toBe('linear')
})

describe('a cell', () => {
  const fields = sweepFields(sweepOver(rate, { path: 'optimizer.kind', values: ['sgd', 'adam'] }))

  it('is named by the fields that vary, as the form calls them', () => {
    expect(cellName(fields, [0.01, 'sgd'])).toBe('Learning rate 0.01, Optimizer Gradient ascent')
    expect(cellValueText('optimizer.kind', null)).toBe('–')
    expect(cellName([], [])).toBe('The configuration')
  })

  it('is sorted by a field or a result, those without a value last', () => {
    const cells = [cell([0.1], 3), cell([0.01], null), cell([0.02], 5)]
    const valuesOf = (sorted: readonly ExperimentCell[]) => sorted.map(({ values }) => values[0])
    expect(valuesOf(sortCells(cells, 0, false))).toEqual([0.01, 0.02, 0.1])
    expect(valuesOf(sortCells(cells, 'mean', true))).toEqual([0.02, 0.1, 0.01])
    expect(valuesOf(rankedCells(cells, 'meanReturnLast100'))).toEqual([0.02, 0.1])
  })
})

describe('the best cell', () => {
  const fields = sweepFields(sweepOver(rate))
  const say = (...cells: ExperimentCell[]) => bestCellSentences(cells, fields, 'meanReturnLast100')

  it('is named with its interval, its seeds, and whose intervals overlap', () => {
    expect(say(cell([0.01], 10), cell([0.1], 50))).toEqual([
      'Learning rate 0.1 has the highest IQM, 50.0 (95 % interval 49.0 to 51.0, 5 seeds).',
      'Its interval overlaps no other.',
    ])
    expect(say(cell([0.01], 10), cell([0.1], 11))[1]).toBe(
      'It is not clearly better than Learning rate 0.01; the ranking may be noise.',
    )
  })

  it('of several is said to be flattered, and few seeds to tell little', () => {
    const cells = [
      cell([1], 10, { seeds: 3 }),
      cell([2], 9, { seeds: 3 }),
      cell([3], 8.5, { seeds: 3 }),
    ]
    expect(say(...cells).slice(1)).toEqual([
      'It is not clearly better than 2 of the 2 others; the ranking may be noise.',
      '3 seeds are too few to generalise.',
      'The best of 3 is biased upward: re-run it with fresh seeds before reporting.',
    ])
  })

  it('of one seed says nothing of others, and is only so far where runs go on', () => {
    expect(
      say(cell([1], 10, { seeds: 1, halfWidth: null }), cell([2], null, { isRunning: true })),
    ).toEqual([
      'Learning rate 1 has an IQM of 10.00 so far (no interval, 1 seed).',
      '1 seed is too few to generalise.',
    ])
    expect(say(cell([1], null))).toEqual(['No configuration has this result yet.'])
  })
})

describe('the figure of an experiment', () => {
  const grid = [cell([0.01, 0.9], 1), cell([0.01, 1], 2), cell([0.1, 0.9], 3), cell([0.1, 1], null)]
  const fields = sweepFields(sweepOver(rate, gamma))

  it('is a map of two numeric fields, the largest value of the second on top', () => {
    const view = viewOf(grid, fields)!
    if (view.kind !== 'map') throw new Error(view.kind)
    const experiment = {
      id: 3,
      name: 'Both',
      sweep: sweepOver(rate, gamma),
    } as unknown as Parameters<typeof cellMap>[0]
    const map = cellMap(experiment, grid, view, 'meanReturnLast100')
    expect(map.columns).toEqual(['0.01', '0.1'])
    expect(map.rows).toEqual(['1', '0.9'])
    expect(map.values).toEqual([
      [2, null],
      [1, 3],
    ])
    expect(valueRange(map)).toEqual({ min: 1, max: 3 })
    expect(map.caption).toMatch(/^Experiment 3, Both: 4 runs, configurations /)

    const { table, svg } = heatTableDrawing(map)
    expect(table().rows).toEqual([
      ['0.01', '1', 2],
      ['0.1', '1', Number.NaN],
      ['0.01', '0.9', 1],
      ['0.1', '0.9', 3],
    ])
    expect(svg()).toMatch(/^<svg /)
    expect(svg().match(/<rect/g)).toHaveLength(5)
  })

  it('is a line over one numeric field, one for each value of another', () => {
    const kinds = { path: 'optimizer.kind', values: ['sgd', 'adam'] }
    const cells = [
      cell([0.1, 'sgd'], 2),
      cell([0.01, 'sgd'], 1),
      cell([0.01, 'adam'], 3),
      cell([0.1, 'adam'], null),
    ]
    const own = sweepFields(sweepOver(rate, kinds))
    const view = viewOf(cells, own)!
    expect(view).toMatchObject({ kind: 'lines', x: { index: 0 } })
    const lines = cellLines(cells, own, view.x, 'light')
    expect(lines.map(({ label }) => label)).toEqual(['Optimizer Gradient ascent', 'Optimizer Adam'])
    expect(lines[0]!.points).toEqual([
      { x: 0.01, mean: 1, smoothed: 1, minimum: 0, maximum: 2, count: 5 },
      { x: 0.1, mean: 2, smoothed: 2, minimum: 1, maximum: 3, count: 5 },
    ])
    expect(lines[1]!.points).toHaveLength(1)
  })

  it('is points where every run has values of its own, and nothing where no number varies', () => {
    const scattered = [0.011, 0.02, 0.03].map((x, i) => cell([x, 0.9 + i / 100], i))
    expect(viewOf(scattered, fields)).toMatchObject({ kind: 'points' })
    expect(
      viewOf(
        [cell(['sgd'], 1), cell(['adam'], 2)],
        sweepFields(sweepOver({ path: 'optimizer.kind', values: ['sgd', 'adam'] })),
      ),
    ).toBeNull()
  })
})

it('a cell has the ink that is read on its colour, and none where nothing is known', () => {
  expect(cellColors(1, { min: 0, max: 1 }, 'dark')).toEqual({ fill: '#fde725', ink: '#000000' })
  expect(cellColors(1, { min: 0, max: 1 }, 'light')).toEqual({ fill: '#440154', ink: '#ffffff' })
  expect(inkOn('#440154')).toBe('#ffffff')
  expect(inkOn('#fde725')).toBe('#000000')
  expect(cellColors(null, { min: 0, max: 1 }, 'light')).toBeNull()
})
