import * as z from 'zod'

/* What fields a schema knows at a place where it may be one of several objects. */

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
    ? unwrap(schema.def.innerType)
    : schema
}

/** The objects a schema allows: one, or those of a union. */
export function alternativesOf(schema: z.core.$ZodType): readonly z.ZodObject[] {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodObject) return [inner]
  return inner instanceof z.ZodUnion ? inner.options.flatMap(alternativesOf) : []
}

export const knows = (alternative: z.ZodObject, key: string): boolean =>
  Object.hasOwn(alternative.shape, key)

/** Whether a field such as `kind` has the one value this alternative is named by. */
export function isNamedBy(alternative: z.ZodObject, key: string, value: unknown): boolean {
  const field = knows(alternative, key) ? alternative.shape[key] : undefined
  return !(field instanceof z.ZodLiteral) || field.values.has(value as z.core.util.Literal)
}

export const isNamedByAll = (alternative: z.ZodObject, fields: Fields): boolean =>
  Object.entries(fields).every(([key, value]) => isNamedBy(alternative, key, value))

/** The objects that `input` may be at the end of `path`, by the names it bears on the way. */
export function alternativesAt(
  schema: z.core.$ZodType,
  input: unknown,
  path: readonly PropertyKey[],
): readonly z.ZodObject[] {
  const fields = isFields(input) ? input : {}
  const fitting = alternativesOf(schema).filter((alternative) => isNamedByAll(alternative, fields))
  const [key, ...rest] = path.map(String)
  if (key === undefined) return fitting
  return fitting
    .filter((alternative) => knows(alternative, key))
    .flatMap(({ shape }) => alternativesAt(shape[key]!, fields[key], rest))
}

/** Every field one of them knows. */
export const fieldsOf = (alternatives: readonly z.ZodObject[]): string[] => [
  ...new Set(alternatives.flatMap(({ shape }) => Object.keys(shape))),
]
