import { foldText } from '../fold-text.ts'
import { valuesOfKind, type FilterField } from './field.ts'
import type { ComparisonOperator, FilterValue } from './filter.ts'
import { durationMs, readMoment } from './moments.ts'
import { nearest } from './nearest.ts'

const truth: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false }

/** What a written value means for a field; undefined: nothing. */
function valueOf({ kind, isList }: FilterField, text: string): FilterValue | undefined {
  switch (kind) {
    case 'number': {
      const isNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)
      return isNumber && Number.isFinite(Number(text)) ? Number(text) : undefined
    }
    case 'boolean':
      return truth[text.toLowerCase()]
    case 'duration':
      return durationMs(text) ?? undefined
    case 'date': {
      const moment = written(text)
      return readMoment(moment) ? { moment } : undefined
    }
    case 'text':
      return isList ? asTablesShow(text) : text
  }
}

/** Allows a list as a configuration shows it, `[64, 64]` or `64, 64`. */
function asTablesShow(text: string): string {
  const [, list] = /^\[?\s*([^\s,[\]]+(?:\s*,\s*[^\s,[\]]+)*)\s*\]?$/.exec(text) ?? []
  return list === undefined ? text : list.split(/\s*,\s*/).join('-')
}

/** Words are small, the T between date and time is not. */
const written = (moment: string): string =>
  /^\d{4}-/.test(moment) ? moment.toUpperCase() : moment.toLowerCase()

/** A member in its own case; undefined: a closed field has no such value. */
function memberOf({ members, isClosed }: FilterField, text: string): string | undefined {
  const member = members.find((each) => foldText(each) === foldText(text))
  return member ?? (isClosed ? undefined : text)
}

/** The value of a field that is written here, or a sentence that says why it is none. */
export function readValue(
  field: FilterField,
  operator: ComparisonOperator | 'in',
  text: string,
): { readonly value: FilterValue } | { readonly problem: string } {
  const value = valueOf(field, text)
  if (value === undefined) {
    return { problem: `${field.name} takes ${valuesOfKind[field.kind]}, not ${show(text)}` }
  }
  if (field.kind !== 'text' || operator === '~' || operator === '!~') return { value }
  const member = memberOf(field, String(value))
  if (member !== undefined) return { value: member }
  const close = nearest(text, field.members)
  const few = close.length > 0 ? close : field.members
  const most = 9
  const named = few.slice(0, most).join(', ') + (few.length > most ? ', …' : '')
  const isPart = field.members.some((each) => foldText(each).includes(foldText(text)))
  const instead = isPart
    ? `${field.name} ~ ${text} finds`
    : close.length > 0
      ? 'there is'
      : 'it is one of'
  return { problem: `${field.name} is never ${show(text)}; ${instead} ${named}` }
}

const show = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text)
