import { expect, it } from 'vitest'
import { runQuery } from '#shared/run-query.ts'
import { canMove, columnsFor, movedBy } from '#renderer/components/runs/choose-columns.ts'
import {
  allColumns,
  configurationColumns,
  valueAt,
  valueCell,
} from '#renderer/components/runs/configuration-columns.ts'

it('every field of a configuration is a column the table can be sorted by, told apart by its name', () => {
  for (const { id } of configurationColumns) {
    expect(runQuery.safeParse({ sort: { key: id, isDescending: false } }).success, id).toBe(true)
  }
  expect(configurationColumns.map(({ id }) => id)).toContain('config.optimizer.learningRate')
  const labels = allColumns.map(({ label }) => label)
  expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([])
  for (const { definition } of configurationColumns) {
    expect(definition.length).toBeGreaterThan(10)
    expect(definition.length).toBeLessThan(300)
  }
})

it('a cell shows what the run has in the field, and says where it has no such field', () => {
  const config = { estimator: { gamma: 0.99, gaeLambda: null }, policy: { hiddenSizes: [64, 32] } }
  const shown = (path: string) => valueCell(valueAt(config, path)).text
  expect(shown('estimator.gamma')).toBe('0.99')
  expect(shown('estimator.gaeLambda')).toBe('none')
  expect(shown('policy.hiddenSizes')).toBe('64-32')
  expect(shown('policy.sigma')).toBe('–')
  expect(shown('estimator.gaeLambda.deeper')).toBe('–')
  expect(valueCell(0.000123456789).title).toBe('0.000123456789')
  const box = { kind: 'box', low: [-1], high: [1] }
  expect(valueCell(box)).toEqual({ text: 'box', title: JSON.stringify(box) })
})

it('columns are found by words of their name, path and meaning', () => {
  const ids = columnsFor(allColumns, 'GAMMA estimator').map(({ id }) => id)
  expect(ids).toContain('config.estimator.gamma')
  expect(ids).not.toContain('config.optimizer.learningRate')
  expect(columnsFor(allColumns, ' ')).toHaveLength(allColumns.length)
})

it('a column moves past its shown neighbour, never before the number of the run', () => {
  const order = ['id', 'a', 'hidden', 'b', 'c']
  const isShown = (id: string) => id !== 'hidden'
  expect(movedBy(order, 'b', -1, isShown)).toEqual(['id', 'b', 'a', 'hidden', 'c'])
  expect(movedBy(order, 'a', 1, isShown)).toEqual(['id', 'hidden', 'b', 'a', 'c'])
  expect(movedBy(order, 'a', -1, isShown)).toEqual(order)
  expect(movedBy(order, 'c', 1, isShown)).toEqual(order)
  expect(canMove(['id', 'a'], 'id', 1)).toBe(false)
})
