import * as z from 'zod'
import { methods, type MethodName } from '#shared/api.ts'
import { presets } from '#shared/presets.ts'
import type { Choices } from '../seed.ts'

/* What clients might send: arbitrary JSON, and nearly valid parameters made from the schemas of the contract. */

type Json = unknown

const strings = [
  '', ' ', '\0', 'a\0b', '__proto__', 'constructor', 'toString', 'NaN', 'Infinity', '-0', '1e999', '0x10', '1,5',
  'null', '[object Object]', '../../etc/passwd', '%00', "'; drop table runs; --", 'ＡＢＣ', '😀', '\u{202e}abc',
  '\ud800', 'é'.normalize('NFD'), 'x'.repeat(300), 'ß'.repeat(5000), '2026-13-45', 'config.a.b.c.d',
  'seed > 3 and (', 'tag:"', '((((((((((', 'environment = "', '1..1e9', '*', '\\', '\n\r\t', '<script>',
] // prettier-ignore
const numbers = [
  0, -0, 1, -1, 2, 0.5, -1e-7, 1e-320, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 2 ** 53 - 1, -(2 ** 53),
  255, 1000, 10_000, 100_000, 1_000_000, 3.999999999,
] // prettier-ignore
const keys = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toJSON', 'then', 'length', 'id', 'kind', '0', '', 'runId'] // prettier-ignore

/** An object that has even `__proto__` as a field of its own, as JSON.parse makes it. */
function objectOf(entries: readonly (readonly [string, Json])[]): Record<string, Json> {
  const object: Record<string, Json> = {}
  for (const [key, value] of entries) {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return object
}

export function arbitraryJson({ between, oneOf }: Choices, depth = 0): Json {
  const again = () => arbitraryJson({ between, oneOf }, depth + 1)
  const count = Math.floor(between(0, depth > 3 ? 1 : 5))
  switch (Math.floor(between(0, 9))) {
    case 0:
      return null
    case 1:
      return oneOf([true, false])
    case 2:
      return oneOf(numbers)
    case 3:
      return oneOf(strings)
    case 4:
      return between(-1e6, 1e6)
    case 5:
      return Array.from({ length: count }, again)
    case 6:
      return oneOf([
        deep(40),
        deep(20),
        Array(20_000).fill(0),
        'y'.repeat(200_000),
        Array(3000).fill({}),
      ])
    default:
      return objectOf(Array.from({ length: count }, () => [oneOf(keys), again()] as const))
  }
}

function deep(levels: number): Json {
  let value: Json = 1
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { a: value }
  return value
}

interface JsonSchema {
  readonly type?: string
  readonly const?: Json
  readonly enum?: readonly Json[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
}

const schemas = new Map<MethodName, JsonSchema>()
function schemaOf(name: MethodName): JsonSchema {
  const known = schemas.get(name)
  if (known) return known
  const schema = z.toJSONSchema(methods[name].params, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema
  schemas.set(name, schema)
  return schema
}

/** What a field of this name is, where its schema says too little. */
export type KnownFields = Readonly<Record<string, (choices: Choices) => Json>>

/** Parameters that fit the schema of a method, except for its refinements. */
export function fitting(name: MethodName, choices: Choices, known: KnownFields): Json {
  const root = schemaOf(name)
  const { between, oneOf } = choices

  function make(schema: JsonSchema, depth: number): Json {
    if (schema.$ref) {
      const target = schema.$ref === '#' ? root : root.$defs?.[schema.$ref.split('/').at(-1)!]
      return target && depth < 12 ? make(target, depth + 1) : null
    }
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return oneOf(schema.enum)
    const alternatives = schema.anyOf ?? schema.oneOf
    if (alternatives) return make(oneOf(alternatives), depth + 1)
    if (schema.allOf?.[0]) return make(schema.allOf[0], depth + 1)
    switch (schema.type) {
      case 'null':
        return null
      case 'boolean':
        return oneOf([true, false])
      case 'integer':
      case 'number':
        return number(schema)
      case 'string':
        return oneOf(
          schema.pattern ? ['config.seed', 'YWJj', '2026-01-01'] : ['a', 'cartpole', ...strings],
        )
      case 'array':
        return list(schema, depth)
      case 'object':
        return object(schema, depth)
      default:
        return undefined
    }
  }
  function number({ type, minimum = -10, maximum = 100 }: JsonSchema): number {
    const [low, high] = [Math.max(minimum, -1e6), Math.min(maximum, Math.max(minimum, 0) + 100)]
    const value = oneOf([low, Math.max(low, high), between(low, Math.max(low, high))])
    return type === 'integer' ? Math.round(value) : value
  }
  function list(
    { items, prefixItems, minItems = 0, maxItems = 4 }: JsonSchema,
    depth: number,
  ): Json {
    if (prefixItems) return prefixItems.map((each) => make(each, depth + 1))
    const length = Math.min(maxItems, minItems + Math.floor(between(0, 4)))
    return Array.from({ length }, () => (items ? make(items, depth + 1) : null))
  }
  function object({ properties = {}, required = [] }: JsonSchema, depth: number): Json {
    const entries = Object.entries(properties)
      .filter(([key]) => required.includes(key) || between(0, 1) < 0.5)
      .map(([key, schema]) => [key, known[key]?.(choices) ?? make(schema, depth + 1)] as const)
    return objectOf(entries.filter(([, value]) => value !== undefined))
  }
  return make(root, 0)
}

/** The same with one or a few faults: dropped, of another type, huge, doubled, or added. */
export function nearly(value: Json, choices: Choices): Json {
  const { between, oneOf } = choices
  const here = between(0, 1) < 0.3
  if (Array.isArray(value) && value.length > 0 && !here) {
    const at = Math.floor(between(0, value.length))
    return value.map((item, i) => (i === at ? nearly(item, choices) : (item as Json)))
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !here) {
    const entries = Object.entries(value)
    const [key] = oneOf(entries)
    switch (Math.floor(between(0, 5))) {
      case 0:
        return objectOf(entries.filter(([name]) => name !== key))
      case 1:
        return objectOf([...entries, [oneOf(keys), arbitraryJson(choices)]])
      default:
        return objectOf(
          entries.map(([name, item]) => [
            name,
            name === key ? nearly(item, choices) : (item as Json),
          ]),
        )
    }
  }
  if (typeof value === 'number')
    return oneOf([...numbers, -value, value + 0.5, String(value), null])
  if (typeof value === 'string')
    return oneOf([...strings, `${value}\0`, value.repeat(40), value.toUpperCase()])
  if (Array.isArray(value) && value.length > 0)
    return Array.from({ length: 2000 }, () => oneOf(value))
  return arbitraryJson(choices)
}

/** A configuration that trains: one of the presets, sometimes with something wrong. */
export function configuration(choices: Choices): Json {
  const { config } = choices.oneOf(Object.values(presets))
  return choices.between(0, 1) < 0.6 ? config : nearly(config, choices)
}
