import { expect, it } from 'vitest'
import { exportFileName } from '#renderer/composables/useExport.ts'

it.each([
  [[3], 'episodes.csv', 'run-3-episodes.csv'],
  [[1, 2], 'updates.csv', 'runs-1-2-updates.csv'],
  [[7], 'runs.json', 'run-7.json'],
  [[1, 2, 3, 4, 5], 'runs.json', '5-runs.json'],
] as const)('names the file of runs %j, %s', (runIds, document, name) => {
  expect(exportFileName(runIds, document)).toBe(name)
})
