import * as z from 'zod'
import { ApiError } from './errors.ts'
import { alternativesAt, fieldsOf, isFields, knows } from './schema-alternatives.ts'

/* Turns what zod found into one sentence: the field, its value, and what is allowed. */

type Issue = z.core.$ZodIssue

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  )

function show(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const text = JSON.stringify(value)
  if (text === undefined) return 'missing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** In a union, the alternative the writer most likely meant: the one whose complaints go deepest, then the fewest. */
function likeliest(alternatives: readonly (readonly Issue[])[]): readonly Issue[] {
  const badness = (issues: readonly Issue[]) =>
    issues.length +
    (issues.some(({ code }) => code === 'unrecognized_keys') ? 10 : 0) +
    (issues.some(({ path }) => path.length === 0) ? 5 : 0)
  return [...alternatives].sort((a, b) => badness(a) - badness(b))[0] ?? []
}

/** Where a name fits no alternative, the names of all of them: each complains of the one it bears itself. */
function withAllValues(issue: Issue, alternatives: readonly (readonly Issue[])[]): Issue {
  if (issue.code !== 'invalid_value') return issue
  const at = issue.path.join()
  const values = alternatives
    .flat()
    .flatMap((other) =>
      other.code === 'invalid_value' && other.path.join() === at ? other.values : [],
    )
  return { ...issue, values: [...new Set(values)] }
}

function allowed(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `allowed: ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `must be ${issue.inclusive ? 'at least' : 'greater than'} ${String(issue.minimum)}${lengthUnit(issue.origin)}`
    case 'too_big':
      return `must be ${issue.inclusive ? 'at most' : 'less than'} ${String(issue.maximum)}${lengthUnit(issue.origin)}`
    case 'invalid_type':
      return `must be ${typeName(issue.expected)}`
    default:
      return issue.message
  }
}

/** JSON has no number that is not finite, but 1e400 is read as one. */
function typeName(expected: string): string {
  switch (expected) {
    case 'int':
      return 'a whole number'
    case 'number':
      return 'a finite number'
    case 'record':
      return 'of type object'
    default:
      return `of type ${expected}`
  }
}

/** What a union would have taken, where the value is nothing like any of its alternatives. */
function allowedForms(alternatives: readonly (readonly Issue[])[]): string {
  const forms = alternatives.flatMap(([first]) => {
    if (first?.code === 'invalid_value') return first.values.map(String)
    return first?.code === 'invalid_type' ? [first.expected] : []
  })
  return [...new Set(forms)].join(', ')
}

/** Why a field has no place, and which have. */
function misplaced(
  schema: z.ZodType,
  input: unknown,
  path: readonly PropertyKey[],
  key: string,
): string {
  const name = (field: string) => [...path, field].map(String).join('.')
  const alternatives = alternativesAt(schema, input, path)
  const own = alternatives.find((alternative) => knows(alternative, key))
  const value = valueAt(input, path)
  const other =
    own && isFields(value)
      ? Object.keys(value).find(
          (field) => !knows(own, field) && alternatives.some((each) => knows(each, field)),
        )
      : undefined
  if (other !== undefined) {
    return `${name(key)} does not belong beside ${name(other)}; use one of them`
  }
  const known = fieldsOf(alternatives)
  return `${name(key)} is not a known field${known.length > 0 ? `; known there: ${known.join(', ')}` : ''}`
}

const lengthUnit = (origin: string) =>
  origin === 'array' ? ' items long' : origin === 'string' ? ' characters long' : ''

/** One sentence for one issue; `path` leads from the input to what the issue speaks of. */
function explain(
  issue: Issue,
  schema: z.ZodType,
  input: unknown,
  path: readonly PropertyKey[],
): { path: readonly PropertyKey[]; message: string } {
  const at = [...path, ...issue.path]
  const name = at.length === 0 ? 'the input' : at.map(String).join('.')
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [first] = likeliest(issue.errors)
    if (first && (first.path.length > 0 || first.code === 'unrecognized_keys'))
      return explain(withAllValues(first, issue.errors), schema, input, at)
    return {
      path: at,
      message: `${name} is ${show(valueAt(input, at))}; allowed: ${allowedForms(issue.errors)}`,
    }
  }
  if (issue.code === 'invalid_union') {
    const options =
      'options' in issue && Array.isArray(issue.options)
        ? `; allowed: ${issue.options.join(', ')}`
        : ''
    return { path: at, message: `${name} is ${show(valueAt(input, at))}${options}` }
  }
  if (issue.code === 'unrecognized_keys') {
    const [key] = issue.keys
    return { path: [...at, key!], message: misplaced(schema, input, at, key!) }
  }
  if (issue.code === 'custom') return { path: at, message: `${name} ${issue.message}` }
  const value = valueAt(input, at)
  if (value === undefined) return { path: at, message: `${name} is missing` }
  return {
    path: at,
    message: `${name} is ${show(value)}; ${allowed(issue)}${pointOf(issue, value)}`,
  }
}

/** How a number with a decimal comma is written. */
const pointOf = ({ code }: Issue, value: unknown): string =>
  code === 'invalid_type' && typeof value === 'string' && /^[-+]?\d+,\d+$/.test(value)
    ? `, written with a point: ${value.replace(',', '.')}`
    : ''

/** What is wrong with `input`: per field, one sentence. Empty when nothing is. */
export function problems(
  schema: z.ZodType,
  input: unknown,
): { path: readonly PropertyKey[]; message: string }[] {
  const result = schema.safeParse(input)
  return result.success ? [] : result.error.issues.map((issue) => explain(issue, schema, input, []))
}

/** The parsed input; throws an `invalid-params` error with the first problem as its sentence. */
export function parseOrThrow<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new ApiError('invalid-params', explain(result.error.issues[0]!, schema, input, []).message)
}
