import { foldText, isAscii } from '#shared/fold-text.ts'
import { filterField } from '#shared/run-filter/fields.ts'
import {
  isMoment,
  type ComparisonOperator,
  type Filter,
  type FilterValue,
} from '#shared/run-filter/filter.ts'
import { asciiFields, filterColumns, filterLists, filterStates } from './filter-columns.ts'
import { spanOf } from './moment-span.ts'

/** A condition on rows of `runs`; values are parameters only. */
export interface Condition {
  readonly sql: string
  readonly parameters: readonly (string | number)[]
}

/** The same in SQL. Relative dates are counted from `now`. */
export function filterCondition(filter: Filter, now: Date): Condition {
  switch (filter.kind) {
    case 'all':
      return { sql: 'TRUE', parameters: [] }
    case 'and':
    case 'or':
      return joined(
        filter.parts.map((part) => filterCondition(part, now)),
        filter.kind === 'and' ? ' AND ' : ' OR ',
      )
    case 'not':
      return not(filterCondition(filter.part, now))
    case 'text':
      return containing(foldText(filter.text))
    case 'compare':
      return compared(filter.field, filter.operator, filter.value, now)
    case 'in':
      return joined(
        filter.values.map((value) => compared(filter.field, '=', value, now)),
        ' OR ',
      )
    case 'between':
      return joined(
        [
          compared(filter.field, '>=', filter.from, now),
          compared(filter.field, '<=', filter.to, now),
        ],
        ' AND ',
      )
    case 'is':
      return Object.hasOwn(filterStates, filter.state)
        ? { sql: filterStates[filter.state]!, parameters: [] }
        : { sql: 'status = ?', parameters: [filter.state] }
    case 'has':
      return among(filter.field, (value) => ({ sql: `${value} IS NOT NULL`, parameters: [] }))
  }
}

/** Rows and tags that contain this text, which is folded. */
function containing(text: string): Condition {
  const shown = isAscii(text) ? 'shown_text' : 'fold_text(shown_text)'
  const saysSolved = 'solved'.includes(text) ? `OR ${filterStates['solved']!}` : ''
  return {
    sql: `(instr(${shown}, ?) > 0 ${saysSolved}
      OR id IN (SELECT run_id FROM tags WHERE instr(fold_text(tag), ?) > 0))`,
    parameters: [text, text],
  }
}

const joined = (parts: readonly Condition[], by: string): Condition => ({
  sql: `(${parts.map(({ sql }) => sql).join(by)})`,
  parameters: parts.flatMap(({ parameters }) => parameters),
})

/** Where nothing is known, the negation is true. */
const not = ({ sql, parameters }: Condition): Condition => ({
  sql: `((${sql}) IS NOT TRUE)`,
  parameters,
})

/** Runs whose value, or one of whose values, is as `holds` says of the SQL for it. */
function among(field: string, holds: (value: string) => Condition): Condition {
  const list = filterLists[field]
  if (list) {
    const { sql, parameters } = holds(list.column)
    return { sql: `id IN (SELECT run_id FROM ${list.table} WHERE ${sql})`, parameters }
  }
  const column = filterColumns[field]
  if (column !== undefined) return holds(column)
  const { sql, parameters } = holds('value')
  return {
    sql: `config_hash IN (SELECT config_hash FROM configuration_values WHERE path = ? AND ${sql})`,
    parameters: [field, ...parameters],
  }
}

function compared(
  field: string,
  operator: ComparisonOperator,
  value: FilterValue,
  now: Date,
): Condition {
  if (operator === '!=') return not(compared(field, '=', value, now))
  if (operator === '!~') return not(compared(field, '~', value, now))
  return among(field, comparison(field, operator, value, now))
}

type Positive = Exclude<ComparisonOperator, '!=' | '!~'>

function comparison(field: string, operator: Positive, value: FilterValue, now: Date) {
  const { kind } = filterField(field)
  return (held: string): Condition => {
    if (isMoment(value)) return dated(held, operator, value.moment, now)
    const text = foldText(String(value))
    const folded =
      asciiFields.includes(field) && isAscii(text) ? `lower(${held})` : `fold_text(${held})`
    if (operator === '~') return { sql: `instr(${folded}, ?) > 0`, parameters: [text] }
    if (kind === 'text') return { sql: `${folded} = ?`, parameters: [text] }
    return { sql: `${held} ${operator} ?`, parameters: [Number(value)] }
  }
}

/** A date means all of its day: later than it is from the next day on. Times are stored as ISO 8601, UTC. */
function dated(held: string, operator: Positive, moment: string, now: Date): Condition {
  const span = spanOf(moment, now)
  const [from, to] = [span.from.toISOString(), span.to.toISOString()]
  switch (operator) {
    case '<':
      return { sql: `${held} < ?`, parameters: [from] }
    case '<=':
      return { sql: `${held} < ?`, parameters: [to] }
    case '>':
      return { sql: `${held} >= ?`, parameters: [to] }
    case '>=':
      return { sql: `${held} >= ?`, parameters: [from] }
    case '=':
    case '~':
      return { sql: `(${held} >= ? AND ${held} < ?)`, parameters: [from, to] }
  }
}
