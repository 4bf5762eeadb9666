import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { episodeMetrics, metricDefinitions, updateMetrics } from '#shared/metrics.ts'
import { inProject } from '../../scripts/project.ts'

/*
 * A table of definitions has a table of formulas here, which the compiler holds to the same keys. This finds tables
 * of which nobody thought.
 */

const textsIn = (folder: string): string[] =>
  readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(inProject(folder), name), 'utf8'))

it('every table of definitions is recomputed', () => {
  const tables = ['src-shared', 'src-main', 'src-renderer']
    .flatMap(textsIn)
    .flatMap((text) =>
      [...text.matchAll(/export const (\w+Definitions)\b/g)].map(([, name]) => name!),
    )
  const tests = textsIn('tests/definitions').join('\n')
  expect(tables.length).toBeGreaterThan(10)
  expect(tables.filter((name) => !tests.includes(name))).toEqual([])
})

it('the metrics are those of episodes and those of updates', () => {
  const metrics = [...episodeMetrics, ...updateMetrics]
  expect(Object.keys(metricDefinitions).toSorted()).toEqual(metrics.toSorted())
})
