import type { Definition } from '../metrics.ts'
import type { ComparisonOperator } from './filter.ts'

export type FieldKind = 'number' | 'text' | 'boolean' | 'date' | 'duration'

/** Something that a filter can ask a run for. */
export interface FilterField {
  /** Its full name; for a field of the configuration its path: `optimizer.learningRate`. */
  readonly name: string
  readonly otherNames: readonly string[]
  readonly kind: FieldKind
  readonly isOfConfiguration: boolean
  /** Whether its values are lists, which tables show as 64-64. */
  readonly isList: boolean
  readonly title: string
  readonly help: string
  /** Values that are known beforehand. */
  readonly members: readonly string[]
  /** What those are called that are not called by themselves, and what they mean. */
  readonly meanings: Readonly<Record<string, Definition>>
  /** Whether there are no others. */
  readonly isClosed: boolean
}

/** What a field of each kind can be compared by. */
export const operatorsOf: Readonly<Record<FieldKind, readonly ComparisonOperator[]>> = {
  number: ['=', '!=', '<', '<=', '>', '>='],
  duration: ['=', '!=', '<', '<=', '>', '>='],
  date: ['=', '!=', '<', '<=', '>', '>='],
  boolean: ['=', '!='],
  text: ['=', '!=', '~', '!~'],
}

/** What a value of each kind must be, to complete: "gamma takes …". */
export const valuesOfKind: Readonly<Record<FieldKind, string>> = {
  number: 'a number',
  duration: 'a duration such as 30s, 5m or 2h',
  date: 'a date such as 2026-11-01, a time such as 2026-11-01T10:30, today, yesterday or 2d ago',
  boolean: 'true or false',
  text: 'a text',
}
