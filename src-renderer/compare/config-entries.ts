import * as z from 'zod'
import { runConfigSchema, type RunConfig } from '#shared/run-config.ts'
import { isUsed } from '#renderer/components/form/run-form.ts'

/** One field of a configuration, as its schema names it. */
export interface ConfigEntry {
  /** Such as `optimizer.learningRate`. */
  readonly path: string
  /** Title of the part it belongs to, such as `Optimizer`. */
  readonly group: string
  readonly title: string
  readonly formula: string | null
  /** What the field means. */
  readonly help: string | null
  readonly text: string
}

/** As much of JSON Schema as zod makes from the schema of a run. */
interface SchemaNode {
  readonly title?: string
  readonly formula?: string
  readonly description?: string
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
}

const root = z.toJSONSchema(runConfigSchema, { unrepresentable: 'any' }) as SchemaNode

/** The form of a union that `value` has: same fields, same constants. */
function formOf(node: SchemaNode | undefined, value: object): SchemaNode | undefined {
  const forms = node?.anyOf ?? node?.oneOf
  if (!forms) return node
  return forms.find(({ properties }) =>
    Object.entries(value).every(([key, part]) => {
      const property = properties?.[key]
      return property && (property.const === undefined || property.const === part)
    }),
  )
}

function textOf(value: unknown, isGrouped: boolean): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((part) => textOf(part, isGrouped)).join(', ')
  if (typeof value === 'number') {
    return isGrouped && Number.isInteger(value) ? value.toLocaleString('en') : String(value)
  }
  if (typeof value === 'object') {
    return Object.entries(value as object)
      .map(([key, part]) => `${key} ${textOf(part, isGrouped)}`)
      .join('; ')
  }
  return String(value)
}

function entriesOf(
  value: object,
  node: SchemaNode | undefined,
  path: readonly string[],
  group: string,
): ConfigEntry[] {
  const form = formOf(node, value)
  return Object.entries(value).flatMap(([key, part]: [string, unknown]): ConfigEntry[] => {
    const at = [...path, key]
    const child = form?.properties?.[key]
    const isChoice = (key === 'kind' || key === 'id') && child?.const !== undefined
    if (isPart(part) && key !== 'initialState') {
      return entriesOf(part, child, at, path.length === 0 ? (child?.title ?? key) : group)
    }
    return [
      {
        path: at.join('.'),
        group,
        title: isChoice ? (node?.title ?? key) : (child?.title ?? key),
        formula: (isChoice ? form : child)?.formula ?? null,
        help: child?.description ?? null,
        // What a choice is called, rather than its code.
        text: (isChoice ? form?.title : literalTitle(child, part)) ?? textOf(part, key !== 'seed'),
      },
    ]
  })
}

/** What the schema calls a value that is one of a union's constants, such as `default`. */
const literalTitle = (node: SchemaNode | undefined, value: unknown) =>
  node?.anyOf?.find((form) => form.const !== undefined && form.const === value)?.title

const isPart = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every field that has an effect, in the order of the schema, parts without a group last. */
export function configEntries(config: RunConfig): ConfigEntry[] {
  const entries = entriesOf(config, root, [], 'General').filter(({ path }) => isUsed(path, config))
  return [
    ...entries.filter(({ group }) => group !== 'General'),
    ...entries.filter(({ group }) => group === 'General'),
  ]
}

/** Entries by their group, in order. */
export function configGroups(config: RunConfig): { group: string; entries: ConfigEntry[] }[] {
  const groups = Map.groupBy(configEntries(config), ({ group }) => group)
  return [...groups].map(([group, entries]) => ({ group, entries }))
}
