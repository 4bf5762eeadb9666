import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inProject } from '../../scripts/project.ts'
import { filterExamples } from '#renderer/components/filter/filter-examples.ts'
import { parseFilter } from '#shared/run-filter/parser.ts'

it('every example of a filter, in the document and in the window, is one', () => {
  const rows = readFileSync(inProject('docs/filters.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const documented = rows.flatMap((row) =>
    [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, written]) => written!),
  )
  expect(documented.length).toBeGreaterThan(12)
  for (const written of [...documented, ...filterExamples.map(([filter]) => filter)]) {
    expect(parseFilter(written).problem, written).toBeNull()
  }
})
