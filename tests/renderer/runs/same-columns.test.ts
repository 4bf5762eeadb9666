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

const NARROW = 1024 - 220
const WIDE = 1440 - 220
const first = (room: number, ...fields: string[]) =>
  firstColumns(allColumns, room, { configurationCount: 2, fields })
const widthOf = (ids: readonly string[]) =>
  allColumns.reduce((sum, { id, width }) => sum + (ids.includes(id) ? width : 0), 0)

it('at first as many columns are there as the window has room for', () => {
  const narrow = firstColumns(allColumns, NARROW, null)
  const wide = firstColumns(allColumns, WIDE, null)
  expect(narrow).not.toContain('createdAt')
  expect(wide).toContain('createdAt')
  expect(widthOf(narrow)).toBeLessThanOrEqual(NARROW)
  expect(widthOf(wide)).toBeLessThanOrEqual(WIDE)
  // What says more has the room first.
  let before = firstColumns(allColumns, 0, null)
  for (const id of [
    'estimator',
    'optimizer',
    'environmentSteps',
    'episodes',
    'createdAt',
    'stepsPerSecond',
  ]) {
    expect(before).not.toContain(id)
    before = firstColumns(allColumns, widthOf([...before, id]), null)
    expect(before).toContain(id)
  }
})

it('the room of what says the same goes to what differs', () => {
  const always = firstColumns(allColumns, NARROW, null)
  expect(first(NARROW, 'engine')).toContain('config.engine')
  expect(first(WIDE, 'batch.episodes', 'engine')).toEqual(
    expect.arrayContaining(['config.batch.episodes', 'config.engine']),
  )
  // Without room nothing is added.
  expect(first(widthOf(always), 'policy.hiddenSizes', 'batch.episodes')).not.toContain(
    'config.batch.episodes',
  )
})

it('the few fields in which configurations differ stand in the place of their summary', () => {
  const sweep = first(
    WIDE,
    'optimizer.learningRate',
    'estimator.gamma',
    'estimator.baseline',
    'budget.environmentSteps',
  )
  expect(sweep).toEqual(
    expect.arrayContaining([
      'config.optimizer.learningRate',
      'config.estimator.gamma',
      'config.estimator.baseline',
    ]),
  )
  for (const summary of ['estimator', 'optimizer']) expect(sweep).not.toContain(summary)

  const optimizers = ['kind', 'learningRate', 'beta1', 'beta2'].map((each) => `optimizer.${each}`)
  expect(first(WIDE, ...optimizers)).toContain('optimizer')
})

it('what the runs of a sweep over two fields differ in is there in a narrow window too', () => {
  const shown = first(NARROW, 'optimizer.learningRate', 'estimator.baseline')
  expect(shown).toContain('config.optimizer.learningRate')
  expect(shown).toContain('config.estimator.baseline')
})

it('what differs has the room before results that say less', () => {
  const room = widthOf(firstColumns(allColumns, WIDE, null))
  const fields = ['policy.hiddenSizes', 'estimator.weight', 'optimizer.kind', 'batch.episodes']
  const shown = first(room, ...fields)
  expect(shown).toEqual(expect.arrayContaining(fields.map((field) => `config.${field}`)))
  expect(shown).not.toContain('createdAt')
})

it('what differs with the environment takes no room', () => {
  const ofEnvironment = ['environment.initialState', 'environment.parameters.gravity']
  const shown = first(2000, 'environment.id', 'engine', ...ofEnvironment)
  expect(shown).toContain('config.engine')
  expect(shown).not.toContain('config.environment.initialState')
  expect(first(2000, ...ofEnvironment)).toContain('config.environment.initialState')
})

it('however many fields differ, the table does not become wider than its window', () => {
  const fields = allColumns.flatMap(({ id }) => (id.startsWith('config.') ? id.slice(7) : []))
  const shown = (room: number, ...fields: string[]) =>
    first(room, ...fields).filter((id) => !same(2, fields).some((each) => each === id))
  for (const room of [NARROW, WIDE, 2000]) {
    expect(widthOf(shown(room, ...fields))).toBeLessThanOrEqual(room)
    expect(widthOf(shown(room, 'optimizer.learningRate', 'budget.episodes'))).toBeLessThanOrEqual(
      room,
    )
  }
})
