import type { Field, UnionField } from './fields.ts'

type Values = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the value is of the field's shape: its constants equal, what it needs present. */
function fits(field: Field, value: unknown): boolean {
  if (field.kind === 'constant') return value === field.value
  if (field.kind !== 'object') return !isRecord(value)
  if (!isRecord(value)) return false
  return field.fields.every((part) =>
    part.kind === 'constant'
      ? value[part.name] === part.value
      : part.initial !== undefined || part.name in value,
  )
}

/** Which alternative of a union the value is; 0 where it is none of them. */
export const alternativeOf = (union: UnionField, value: unknown): number =>
  Math.max(
    0,
    union.alternatives.findIndex((alternative) => fits(alternative, value)),
  )

/**
 * The value in the shape of the field: defaults for what is missing, nothing that is unknown. What
 * a person typed stays, even where it is not valid.
 */
export function conform(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'constant':
      return field.value
    case 'union':
      return conform(
        field.alternatives[alternativeOf(field, value ?? field.initial)]!,
        value ?? field.initial,
      )
    case 'object':
      return conformFields(field.fields, value)
    case 'lake-map':
      return value ?? field.initial
    case 'list':
    case 'tuple':
      return Array.isArray(value) ? value : field.initial
    default:
      return value === undefined || (typeof value === 'object' && value !== null)
        ? field.initial
        : value
  }
}

/** `conform` for the fields of an object. */
export function conformFields(fields: readonly Field[], value: unknown): Record<string, unknown> {
  const values = isRecord(value) ? value : {}
  return Object.fromEntries(
    fields
      .map((field) => [field.name, conform(field, values[field.name])] as const)
      .filter(([, part]) => part !== undefined),
  )
}

/** Whether a value of one field can be one of the other; groups of fields must be the same group. */
const isAlike = (a: Field | undefined, b: Field) =>
  a?.kind === b.kind && (b.kind !== 'object' || JSON.stringify(a) === JSON.stringify(b))

/**
 * The value after another alternative of the union was chosen. Fields both alternatives have keep
 * what they hold, but for a default: what is usual in one need not be in the other. New ones get their
 * default, else what `suggest` says for their name.
 */
export function switchAlternative(
  union: UnionField,
  index: number,
  value: unknown,
  suggest: (name: string) => unknown,
): unknown {
  const to = union.alternatives[index]!
  if (to.kind !== 'object') return conform(to, undefined)
  const from = union.alternatives[alternativeOf(union, value)]!
  const held = isRecord(value) && from.kind === 'object' ? value : {}
  const before = new Map(from.kind === 'object' ? from.fields.map((f) => [f.name, f]) : [])
  const next = Object.fromEntries(
    to.fields.map((field) => {
      const old = before.get(field.name)
      const isShared = isAlike(old, field) && field.name in held
      const isUsual = isShared && field.initial !== undefined && held[field.name] === old?.initial
      const start = field.initial === undefined ? suggest(field.name) : undefined
      return [field.name, isShared && !isUsual ? held[field.name] : start]
    }),
  )
  // A field without any value stays, empty: it says which alternative is meant.
  const empty = Object.fromEntries(to.fields.map(({ name }) => [name, '']))
  return { ...empty, ...conformFields(to.fields, next) }
}
