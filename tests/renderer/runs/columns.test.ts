import { expect, it } from 'vitest'
import { basicColumns } from '#renderer/components/runs/columns.ts'

it('explains every column', () => {
  for (const { definition } of basicColumns) expect(definition.length).toBeGreaterThan(10)
})
