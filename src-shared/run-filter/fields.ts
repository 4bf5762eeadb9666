import { configurationFields } from './configuration-fields.ts'
import type { FilterField } from './field.ts'
import { runFields } from './run-fields.ts'

/** What only some environments have comes last. */
const isParameter = ({ name }: FilterField) => name.startsWith('environment.parameters.')

/** All that a filter can ask for; each name is of one field. */
export const filterFields: readonly FilterField[] = [
  ...runFields,
  ...configurationFields.filter((field) => !isParameter(field)),
  ...configurationFields.filter(isParameter),
]

const byName = new Map(filterFields.map((field) => [field.name, field]))

/** The field of this full name; it must be one of them. */
export function filterField(name: string): FilterField {
  const field = byName.get(name)
  if (!field) throw new Error(`There is no field ${name}`)
  return field
}

const depthOf = ({ name }: FilterField) => name.split('.').length

/**
 * The fields a name may mean, in whatever case: the one of this name, else those whose path ends in
 * it and is shortest, so that `learningRate` is the optimizer's and `kind` may be several.
 */
export function fieldsNamed(name: string): readonly FilterField[] {
  const wanted = name.toLowerCase()
  const isNamed = (candidate: string) => candidate.toLowerCase() === wanted
  const exact = filterFields.find((field) => isNamed(field.name) || field.otherNames.some(isNamed))
  if (exact) return [exact]
  const ending = filterFields.filter((field) => field.name.toLowerCase().endsWith(`.${wanted}`))
  const least = Math.min(...ending.map(depthOf))
  return ending.filter((field) => depthOf(field) === least)
}

/** The shortest name by which this field, and no other, is found. */
export function shortName({ name }: FilterField): string {
  const parts = name.split('.')
  for (let count = 1; count < parts.length; count++) {
    const short = parts.slice(-count).join('.')
    const [found, ...others] = fieldsNamed(short)
    if (found?.name === name && others.length === 0) return short
  }
  return name
}
