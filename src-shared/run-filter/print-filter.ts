import { filterField } from './fields.ts'
import { isMoment, type Filter, type FilterValue } from './filter.ts'
import { quote } from './lexer.ts'
import { keywords } from './parser.ts'

const isKeyword = (text: string) => (keywords as readonly string[]).includes(text.toLowerCase())

/** The text of a filter, which means the same. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return ''
    case 'or':
      return filter.parts.map(printFilter).join(' or ')
    case 'and':
      return filter.parts.map(inAnd).join(' and ')
    case 'not':
      return `not ${isJoined(filter.part) ? `(${printFilter(filter.part)})` : printFilter(filter.part)}`
    case 'text':
      return quote(
        filter.text,
        (text) => isKeyword(text) || text.includes('..') || text.toLowerCase() === 'in',
      )
    case 'compare':
      return `${filter.field} ${filter.operator} ${printValue(filter.field, filter.value)}`
    case 'in':
      return `${filter.field} in (${filter.values.map((value) => printValue(filter.field, value)).join(', ')})`
    case 'between':
      return `${filter.field} ${printValue(filter.field, filter.from)}..${printValue(filter.field, filter.to)}`
    case 'is':
      return `is ${filter.state}`
    case 'has':
      return `has ${filter.field}`
  }
}

const isJoined = ({ kind }: Filter) => kind === 'and' || kind === 'or'
const inAnd = (part: Filter) => (part.kind === 'or' ? `(${printFilter(part)})` : printFilter(part))

function printValue(field: string, value: FilterValue): string {
  if (isMoment(value)) return value.moment
  if (typeof value === 'string') return quote(value)
  return filterField(field).kind === 'duration' ? `${String(value)}ms` : String(value)
}
