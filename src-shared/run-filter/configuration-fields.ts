import * as z from 'zod'
import { runConfigSchema } from '../run-config.ts'
import { alternativesOf, unwrap } from '../schema-alternatives.ts'
import type { FieldKind, FilterField } from './field.ts'

/* Every place of a configuration that holds a value, as its schema says: a new field is here by itself. */

type Schema = z.core.$ZodType

/** The schemas of values, not of objects, that a schema allows. */
function leavesOf(schema: Schema): readonly Schema[] {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodUnion) return inner.options.flatMap(leavesOf)
  return inner instanceof z.ZodObject ? [] : [inner]
}

/** A list is written as tables show it: 64-64. */
function kindOf(leaf: Schema): FieldKind {
  if (leaf instanceof z.ZodNumber) return 'number'
  return leaf instanceof z.ZodBoolean ? 'boolean' : 'text'
}

const isList = (leaf: Schema): boolean => leaf instanceof z.ZodArray || leaf instanceof z.ZodTuple

const membersOf = (leaf: Schema): readonly string[] | null =>
  leaf instanceof z.ZodEnum
    ? leaf.options.map(String)
    : leaf instanceof z.ZodLiteral
      ? [...leaf.values].map(String)
      : null

interface Words {
  readonly title?: unknown
  readonly description?: unknown
}

function fieldAt(name: string, schema: Schema, leaves: readonly Schema[]): FilterField {
  const kinds = new Set(leaves.map(kindOf))
  const members = leaves.map(membersOf)
  const { title, description }: Words = z.globalRegistry.get(schema) ?? {}
  return {
    name,
    otherNames: [],
    kind: kinds.size === 1 ? [...kinds][0]! : 'text',
    isOfConfiguration: true,
    isList: leaves.some(isList),
    title: typeof title === 'string' ? title : name.slice(name.lastIndexOf('.') + 1),
    help: typeof description === 'string' ? description : '',
    members: [...new Set(members.flatMap((each) => each ?? []))],
    meanings: {},
    isClosed: members.every((each) => each !== null),
  }
}

function fieldsBelow(schema: Schema, path: string): FilterField[] {
  return alternativesOf(schema).flatMap(({ shape }) =>
    Object.entries(shape).flatMap(([key, part]) => {
      const name = path === '' ? key : `${path}.${key}`
      const leaves = leavesOf(part)
      return [
        ...(leaves.length > 0 ? [fieldAt(name, part, leaves)] : []),
        ...fieldsBelow(part, name),
      ]
    }),
  )
}

/** One place in several alternatives, such as the learning rate of every optimizer, is one field. */
function merged(name: string, same: readonly FilterField[]): FilterField {
  const [first] = same
  return {
    ...first!,
    name,
    kind: new Set(same.map(({ kind }) => kind)).size === 1 ? first!.kind : 'text',
    members: [...new Set(same.flatMap(({ members }) => members))],
    isClosed: same.every(({ isClosed }) => isClosed),
    isList: same.some(({ isList }) => isList),
  }
}

/** The field that tells which alternative it is also goes by the name of the whole: `optimizer`. */
function namedByWhole(field: FilterField, isTaken: (name: string) => boolean): FilterField {
  const [whole, last] = field.name.split('.')
  const tells = (last === 'id' || last === 'kind') && field.name === `${whole}.${last}`
  if (!tells || isTaken(whole!)) return field
  return { ...field, otherNames: [whole!], title: whole!.charAt(0).toUpperCase() + whole!.slice(1) }
}

const byName = Map.groupBy(fieldsBelow(runConfigSchema, ''), ({ name }) => name)

export const configurationFields: readonly FilterField[] = [...byName].map(([name, same]) =>
  namedByWhole(merged(name, same), (other) => byName.has(other)),
)
