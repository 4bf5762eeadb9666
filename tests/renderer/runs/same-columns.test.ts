import { expect, it } from 'vitest'
import { allColumns } from '#renderer/components/runs/configuration-columns.ts'
import { firstColumns, saysTheSame } from '#renderer/components/runs/same-columns.ts'

const same = (configurationCount: number, fields: readonly string[]) =>
  allColumns
    .filter((column) => saysTheSame(column, { configurationCount, fields }))
    .map(({ id }) => id)

it('columns of the configuration say the same where no field under them differs', () => {
  const columns = same(2, ['optimizer.learningRate', 'estimator.baseline.kind'])
  expect(columns).toContain('policy')
  expect(columns).toContain('config.batch.episodes')
  for (const other of ['optimizer', 'estimator', 'config.optimizer.learningRate']) {
    expect(columns).not.toContain(other)
  }
})

it('what names a run, or is a result of it, is always there', () => {
  for (const id of ['id', 'environment', 'seed', 'status', 'meanReturnLast100']) {
    expect(same(2, [])).not.toContain(id)
  }
})

it('of one configuration, or before it is known, nothing is left out', () => {
  expect(same(1, [])).toEqual([])
  expect(allColumns.filter((column) => saysTheSame(column, null))).toEqual([])
})

it('the room of what says the same goes to what differs, in the order of the columns', () => {
  const first = (isWide: boolean, ...fields: string[]) =>
    firstColumns(allColumns, isWide, { configurationCount: 2, fields })
  const always = firstColumns(allColumns, false, null)
  // In a narrow window only the policy is in the table; the optimizer takes its place.
  expect(always).not.toContain('optimizer')
  const learningRates = first(false, 'optimizer.learningRate', 'batch.episodes')
  expect(learningRates.filter((id) => !always.includes(id))).toEqual(['optimizer'])
  expect(first(false, 'batch.episodes')).toContain('config.batch.episodes')
  // In a wide one the optimizer is there, with its learning rate.
  const wide = firstColumns(allColumns, true, null)
  const added = first(true, 'optimizer.learningRate', 'batch.episodes', 'engine')
  expect(added.filter((id) => !wide.includes(id))).toEqual([
    'config.batch.episodes',
    'config.engine',
  ])
  // Without room nothing is added.
  expect(first(false, 'policy.hiddenSizes', 'batch.episodes')).toEqual(always)
  // However many differ, the table does not become wider than its window.
  const fields = allColumns.flatMap(({ id }) =>
    id.startsWith('config.batch.') || id.startsWith('config.budget.') ? id.slice(7) : [],
  )
  const widthOf = (ids: readonly string[]) =>
    allColumns.reduce((sum, { id, width }) => sum + (ids.includes(id) ? width : 0), 0)
  const gone = widthOf(['policy', 'estimator', 'optimizer'])
  expect(widthOf(first(true, ...fields))).toBeLessThanOrEqual(widthOf(wide) + gone + 50)
  expect(widthOf(first(true, ...fields))).toBeGreaterThan(widthOf(wide))
})
