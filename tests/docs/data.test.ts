import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { metricDefinitions, progressDefinitions, updateMetrics } from '#shared/metrics.ts'
import { episodesTable } from '#main/export/episodes-csv.ts'
import { metricColumns, updateColumns } from '#main/store/update-columns.ts'
import { sampleEpisode } from '../store/sample-runs.ts'

const text = readFileSync(new URL('../../docs/data.md', import.meta.url), 'utf8')
/** The cells of a table's rows, without the padding that the formatter adds. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  )
const inTable = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('*', '\\*')
const rowOf = (csv: string) => rows.find(([name]) => name === `\`${csv}\``)

describe('docs/data.md', () => {
  it.each(updateMetrics)('has the column of %s by both names, with its definition', (metric) => {
    const { definition, unit } = metricDefinitions[metric]
    expect(rowOf(metricColumns[metric])?.slice(1)).toEqual([
      `\`${metric}\``,
      inTable(`${definition}${unit ? `, in ${unit}` : ''}`),
    ])
  })

  it('has every column of both tables', () => {
    for (const column of [...episodesTable.columns, ...updateColumns])
      expect(rowOf(column)).toBeDefined()
  })

  it('has every field of an episode in JSON', () => {
    const names = Object.keys({ ...sampleEpisode(0) })
    for (const name of names) expect(rows.some(([, json]) => json === `\`${name}\``)).toBe(true)
  })

  it.each(Object.keys(progressDefinitions))('has the result %s of a run', (name) => {
    const { definition } = progressDefinitions[name as keyof typeof progressDefinitions]
    expect(rows.find(([json]) => json === `\`progress.${name}\``)?.[1]).toBe(inTable(definition))
  })
})
