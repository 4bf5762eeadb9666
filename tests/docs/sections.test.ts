import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { updateMetrics } from '#shared/metrics.ts'
import { runConfigSchema } from '#shared/run-config.ts'
import type { JsonSchema } from '#renderer/components/form/fields.ts'
import { headings, sections } from '../../docs/reinforce.md?outline'

const schema = z.toJSONSchema(runConfigSchema, { io: 'input' }) as JsonSchema

/** The parts of a configuration that the theory is about. */
const explained = ['policy', 'estimator', 'optimizer', 'batch']

/** `path` of every field below a schema, and `path=value` of every choice it offers. */
function choicesOf(schema: JsonSchema, path: string): string[] {
  const alternatives = schema.oneOf ?? schema.anyOf ?? []
  const values = 'const' in schema ? [schema.const] : (schema.enum ?? [])
  return [
    ...values.map((value) => `${path}=${String(value)}`),
    ...alternatives.flatMap((alternative) => choicesOf(alternative, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
      `${path}.${name}`,
      ...choicesOf(property, `${path}.${name}`),
    ]),
  ]
}

const subjects = [
  ...new Set(explained.flatMap((name) => choicesOf(schema.properties![name]!, name))),
  ...updateMetrics,
]

describe('the sections of the theory', () => {
  it('explain every field of a policy, an estimator, an optimizer and a batch, every choice, and every number that is logged', () => {
    expect(subjects).toContain('estimator.weight=return')
    expect(subjects.filter((subject) => !(subject in sections))).toEqual([])
  })

  it('explain nothing that is neither chosen nor logged', () => {
    expect(Object.keys(sections).filter((subject) => !subjects.includes(subject))).toEqual([])
  })

  it('are sections of the document', () => {
    const ids = headings.map(({ id }) => id)
    for (const section of Object.values(sections)) expect(ids).toContain(section)
  })
})
