import { expect, it } from 'vitest'
import type { Field } from '#renderer/components/form/fields.ts'
import { runFields } from '#renderer/components/form/run-form.ts'

const all = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [
    field,
    ...(field.kind === 'object' ? all(field.fields) : []),
    ...(field.kind === 'union' ? all(field.alternatives) : []),
  ])
const fields = all(runFields)
const helped = fields.filter(({ help }) => help !== null)

it('is short: a few lines that a popover shows without much scrolling', () => {
  expect(helped.length).toBeGreaterThan(60)
  for (const { name, help } of helped) {
    const lines = help!.split('\n')
    expect(help!.length, name).toBeLessThan(1000)
    for (const line of lines) expect(line.length, `${name}: ${line}`).toBeLessThan(400)
  }
})

it('gives each option of a choice a line of its own', () => {
  const explained = fields.flatMap((field) =>
    field.kind === 'choice' && field.options.some((option) => field.help?.includes(`${option}:`))
      ? [field]
      : [],
  )
  expect(explained.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Baseline', 'Weight', 'Time limit', 'Average over', 'Engine']),
  )
  for (const { name, help, options } of explained) {
    const lines = help!.split('\n')
    for (const option of options) {
      const own = lines.filter((line) => line.startsWith(`${String(option)}: `))
      expect(own, `${name}: ${String(option)}`).toHaveLength(1)
    }
    expect(lines.length, name).toBeGreaterThan(options.length)
  }
})
