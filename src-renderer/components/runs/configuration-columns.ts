import { configurationFields } from '#shared/run-filter/configuration-fields.ts'
import type { FilterField } from '#shared/run-filter/field.ts'
import { progressDefinitions } from '#shared/metrics.ts'
import type { Run } from '#shared/run.ts'
import { formatNumber } from '#renderer/format/number.ts'
import { basicColumns, type Column } from './columns.ts'
import { type Cell } from './cell.ts'

/** What a configuration has at this path; undefined where it has no such field. */
export function valueAt(config: object, path: string): unknown {
  let value: unknown = config
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<string, unknown>>)[key]
  }
  return value
}

/** A value as its cell shows it, and exactly where it is pointed at. */
export function valueCell(value: unknown): Cell {
  if (value === undefined) return { text: '–', title: 'The configuration has no such field' }
  if (value === null) return { text: 'none', title: 'none' }
  if (typeof value === 'number') return { text: formatNumber(value, 6), title: String(value) }
  if (typeof value === 'boolean') return { text: value ? 'yes' : 'no' }
  if (typeof value === 'object' && 'kind' in value) {
    return { text: String(value.kind), title: JSON.stringify(value) }
  }
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value) && !value.some((part) => typeof part === 'object')
        ? value.join('-')
        : JSON.stringify(value)
  return { text, title: text }
}

/** Enough to know the field by where it is pointed at; all of it is beside the field in the form. */
function firstSentence(help: string): string {
  return /^.{20,}?[.:;](?=\s)/s.exec(help)?.[0].replace(/[.:;]$/, '') ?? help.replace(/\.$/, '')
}

const fields = configurationFields.filter(
  ({ name }) => name !== 'seed' && name !== 'environment.id',
)
const titles = Map.groupBy(fields, ({ title }) => title)
const taken = new Set([
  ...basicColumns.map(({ label }) => label),
  ...Object.values(progressDefinitions).map(({ label }) => label),
])

/** `maxKl` in words: max kl. */
const inWords = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** Its title, where that tells it from every other column; else what it is a part of, too: `Budget: episodes`. */
function labelOf({ name, title }: FilterField): string {
  const [whole, key] = name.split('.').slice(-2) as [string, string]
  if (!taken.has(title) && titles.get(title)!.length === 1 && title !== key) return title
  return `${whole.charAt(0).toUpperCase()}${inWords(whole.slice(1))}: ${inWords(key)}`
}

function configurationColumn(field: FilterField): Column {
  const label = labelOf(field)
  const cell = ({ config }: Run) => valueCell(valueAt(config, field.name))
  return {
    id: `config.${field.name}`,
    label,
    definition: `${firstSentence(field.help || field.title)} (${field.name})`,
    section: 'Configuration',
    isNumeric: field.kind === 'number',
    width: Math.min(184, Math.max(76, Math.ceil(20 + 6.2 * label.length))),
    shownAtFirst: null,
    growth: field.kind === 'text' ? 1 : 0,
    cell,
    groupCell: ([run]) => cell(run!),
  }
}

const isParameter = ({ name }: FilterField) => name.startsWith('environment.parameters.')

/** Every field of a configuration, what only some environments have last. */
export const configurationColumns: readonly Column[] = [
  ...fields.filter((field) => !isParameter(field)),
  ...fields.filter(isParameter),
].map(configurationColumn)

const seed = basicColumns.findIndex(({ id }) => id === 'seed')

/** All that a table of runs can show, in its first order. */
export const allColumns: readonly Column[] = [
  ...basicColumns.slice(0, seed),
  ...configurationColumns,
  ...basicColumns.slice(seed),
]
