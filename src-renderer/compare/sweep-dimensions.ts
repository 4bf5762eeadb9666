import { configurationFields } from '#shared/run-filter/configuration-fields.ts'
import type { Dimension } from '#shared/figure/dimension.ts'
import {
  sweepNumberDefinitions,
  type FieldValue,
  type SweepNumber,
  type SweepResults,
} from '#shared/sweep-results.ts'

const fieldsByName = new Map(configurationFields.map((field) => [field.name, field]))

/** What a field is called, such as `Learning rate`. */
export const fieldTitle = (path: string): string =>
  fieldsByName.get(path)?.title ?? path.slice(path.lastIndexOf('.') + 1)

export const numberKey = (number: SweepNumber): string => `number ${number}`
export const fieldKey = (path: string): string => `field ${path}`

const textOf = (value: FieldValue): string =>
  value === null ? 'none' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)

/** Everything the runs of a sweep can be placed by: their differing fields, then the numbers. */
export function sweepDimensions({ fields, runs, numbers }: SweepResults): Dimension[] {
  return [
    ...fields.map(({ path, isNumber }, f): Dimension => {
      const known = {
        key: fieldKey(path),
        title: fieldTitle(path),
        help: fieldsByName.get(path)?.help ?? '',
      }
      const values = runs.map((run) => run.values[f]!)
      if (isNumber) {
        return {
          ...known,
          categories: null,
          values: values.map((value) => (typeof value === 'number' ? value : NaN)),
        }
      }
      const texts = values.map(textOf)
      const categories = [...new Set(texts)]
      return { ...known, categories, values: texts.map((text) => categories.indexOf(text)) }
    }),
    ...numbers.map((number, n): Dimension => {
      const { label, unit, definition } = sweepNumberDefinitions[number]
      return {
        key: numberKey(number),
        title: unit ? `${label} (${unit})` : label,
        help: definition,
        categories: null,
        values: runs.map((run) => run.numbers[n] ?? NaN),
      }
    }),
  ]
}
