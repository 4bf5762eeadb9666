import { expect, it } from 'vitest'
import { basicColumns } from '#renderer/components/runs/columns.ts'
import { allColumns } from '#renderer/components/runs/configuration-columns.ts'

it('explains every column', () => {
  for (const { definition } of basicColumns) expect(definition.length).toBeGreaterThan(10)
})

it('calls no two columns by one name, nor the budget by that of a result', () => {
  const labels = allColumns.map(({ label }) => label)
  expect(new Set(labels).size).toBe(labels.length)
  expect(labels).toContain('Budget: environment steps')
})
