import { expectedSchema } from './expected-schema.ts'
import type { SchemaEntry } from './schema-entries.ts'

/** The tables that SQLite's own ANALYZE adds to a database. */
const statistics = new Map([
  ['sqlite_stat1', 'CREATE TABLE sqlite_stat1(tbl,idx,stat)'],
  ['sqlite_stat4', 'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)'],
])

/**
 * Returns the first difference between a schema and the one that migrations make, as the end of a
 * sentence that begins with the name of the file; null if there is none.
 */
export function schemaProblem(found: readonly SchemaEntry[], version: number): string | null {
  const expected = expectedSchema(version)
  const isExpected = new Map(expected.map((entry) => [keyOf(entry), entry]))
  const byKey = new Map<string, SchemaEntry>()
  for (const entry of found) {
    if (byKey.has(keyOf(entry))) return `has two entries for ${nameOf(entry)}`
    byKey.set(keyOf(entry), entry)
  }
  for (const wanted of expected) {
    const entry = byKey.get(keyOf(wanted))
    if (!entry) {
      const other = found.find(({ name }) => lower(name) === lower(wanted.name))
      return other
        ? `has ${withArticle(other)} where ${withArticle(wanted, false)} is expected`
        : `lacks the ${nameOf(wanted)}`
    }
    if (wanted.type === 'table' && isVirtual(entry)) {
      return `has ${withArticle(entry)} where a table is expected`
    }
    if (lower(entry.table) !== lower(wanted.table) || !isSameSql(entry.sql, wanted.sql)) {
      return `has ${withArticle(entry)} that this program did not create`
    }
  }
  const extra = found.find((entry) => !isExpected.has(keyOf(entry)) && !isStatistics(entry))
  return extra ? `has ${withArticle(extra)} that this program did not create` : null
}

const lower = (name: string): string => name.toLowerCase()
const keyOf = ({ type, name }: SchemaEntry): string => `${type} ${lower(name)}`

const isVirtual = ({ type, sql }: SchemaEntry): boolean =>
  type === 'table' && /^\s*CREATE\s+VIRTUAL\b/i.test(sql ?? '')

const isStatistics = ({ type, name, sql }: SchemaEntry): boolean =>
  type === 'table' && sql !== null && statistics.get(name) === sql

/** The kind of an entry in words. A hostile file may say anything there. */
function kindOf(entry: SchemaEntry): string {
  if (isVirtual(entry)) return 'virtual table'
  return ['table', 'index', 'view', 'trigger'].includes(entry.type) ? entry.type : 'entry'
}

const nameOf = (entry: SchemaEntry): string => `${kindOf(entry)} ${shown(entry.name)}`
const withArticle = (entry: SchemaEntry, isNamed = true): string =>
  `${kindOf(entry) === 'index' || kindOf(entry) === 'entry' ? 'an' : 'a'} ${kindOf(entry)}${isNamed ? ` named ${shown(entry.name)}` : ''}`

/** A name as one short line. */
const shown = (name: string): string => {
  const line = name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '�')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}

/** Whether two statements are the same to SQLite, which ignores spaces and comments between words. */
function isSameSql(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  return one === other || words(one).join(' ') === words(other).join(' ')
}

/**
 * Splits a statement into strings, quoted names, words and signs. An unclosed quote reaches to the end:
 * searching for its other half from every quote anew would take minutes.
 */
const words = (sql: string): readonly string[] =>
  sql
    .replaceAll(
      /('(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$))|--[^\n]*|\/\*[^]*?(?:\*\/|$)/g,
      (_, quoted: string | undefined) => quoted ?? ' ',
    )
    .match(
      /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|[\p{L}\p{N}_$.]+|[^ \t\n\f\r]/gu,
    ) ?? []
