import { foldText } from '../fold-text.ts'
import { formatCounted } from '../format-number.ts'
import type { FieldValue } from '../run-query.ts'
import { operatorsOf, type FilterField } from './field.ts'
import { someLeaf, type Filter } from './filter.ts'
import { fieldsNamed, filterFields, shortName } from './fields.ts'
import { quote, tokensOf, type Token } from './lexer.ts'
import { keywords, parseFilter } from './parser.ts'
import { runStates } from './run-fields.ts'

/** Something that may be written at the cursor. */
export interface Suggestion {
  readonly kind: 'field' | 'operator' | 'value' | 'word'
  /** What is written, with the space or parenthesis that follows it. */
  readonly text: string
  readonly label: string
  /** What it means, in a few words. */
  readonly detail: string
  /** The same at length; empty: there is no more to say. */
  readonly help: string
}

export interface Completion {
  /** The part of the text that a suggestion takes the place of. */
  readonly from: number
  readonly to: number
  /** What is already written of it. */
  readonly part: string
  readonly suggestions: readonly Suggestion[]
  /** The field whose stored values would be worth knowing; null: none. */
  readonly valuesOf: string | null
}

/** Values that stored runs have in a field, as far as they are known. */
type StoredValues = (field: string) => readonly FieldValue[]

const MOST_SUGGESTIONS = 200

const operatorMeanings: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'less than',
  '<=': 'at most',
  '>': 'greater than',
  '>=': 'at least',
  '~': 'contains',
  '!~': 'does not contain',
}

const momentSuggestions = ['today', 'yesterday', '1h ago', '1d ago', '7d ago']
const durationSuggestions = ['1s', '10s', '1m', '10m', '1h']

/** What can be written at the cursor; of texts to look for nothing is known. */
export function complete(text: string, cursor: number, stored: StoredValues): Completion {
  const tokens = tokensOf(text)
  const current = tokens.find(
    ({ kind, from, to, isOpen }) =>
      from < cursor && cursor <= to && (kind === 'word' || (kind === 'quoted' && isOpen)),
  )
  const before = tokens.filter(({ to }) => to <= (current?.from ?? cursor))
  const part = current ? text.slice(current.from, cursor).replace(/^["']/, '') : ''
  const place = placeAfter(before)
  return {
    from: current?.from ?? cursor,
    to: current?.to ?? cursor,
    part,
    suggestions: suggestionsAt(place, part, stored).slice(0, MOST_SUGGESTIONS),
    valuesOf: place.kind === 'value' ? place.field.name : null,
  }
}

/** What is expected next. */
type Place =
  | { readonly kind: 'term'; readonly isFirst: boolean }
  | { readonly kind: 'operator' | 'value'; readonly field: FilterField }
  | { readonly kind: 'list' | 'state' | 'held field' | 'nothing' }

function fieldOf(token: Token | undefined): FilterField | null {
  if (token?.kind !== 'word') return null
  const [field, ...others] = fieldsNamed(token.text)
  return field && others.length === 0 ? field : null
}

const isWord = (token: Token | undefined, word: string) =>
  token?.kind === 'word' && token.text.toLowerCase() === word

function placeAfter(before: readonly Token[]): Place {
  const [last, previous] = [before.at(-1), before.at(-2)]
  if (!last) return { kind: 'term', isFirst: true }
  if (last.kind === 'operator') {
    const field = fieldOf(previous)
    return field ? { kind: 'value', field } : { kind: 'nothing' }
  }
  const listed = listedField(before)
  if (listed) {
    const isBetween = last.kind === '(' || last.kind === ','
    return isBetween ? { kind: 'value', field: listed } : { kind: 'nothing' }
  }
  if (isWord(last, 'is')) return { kind: 'state' }
  if (isWord(last, 'has')) return { kind: 'held field' }
  if (isWord(last, 'in') && fieldOf(previous)) return { kind: 'list' }
  const isValue = previous?.kind === 'operator' || isWord(previous, 'is') || isWord(previous, 'has')
  const field = isValue ? null : fieldOf(last)
  if (field) return { kind: 'operator', field }
  const isOpening = last.kind === '(' || ['and', 'or', 'not'].some((word) => isWord(last, word))
  return { kind: 'term', isFirst: isOpening }
}

/** The field whose list of values is open. */
function listedField(before: readonly Token[]): FilterField | null {
  const opening = before.findLastIndex(({ kind }) => kind === '(' || kind === ')')
  if (before[opening]?.kind !== '(' || !isWord(before[opening - 1], 'in')) return null
  return fieldOf(before[opening - 2])
}

function suggestionsAt(place: Place, part: string, stored: StoredValues): readonly Suggestion[] {
  switch (place.kind) {
    case 'nothing':
      return []
    case 'list':
      return [{ kind: 'word', text: '(', label: '(', detail: 'a list of values', help: '' }]
    case 'state':
      return fitting(
        part,
        Object.entries(runStates).map(([state, detail]) => wordOf(state, detail)),
      )
    case 'held field':
      return fitting(part, filterFields.map(fieldSuggestion))
    case 'operator':
      return fitting(part, operatorSuggestions(place.field))
    case 'value':
      return fitting(part, valueSuggestions(place.field, stored))
    case 'term': {
      const joining = place.isFirst ? [] : [wordOf('and', 'both'), wordOf('or', 'either')]
      return fitting(part, [...joining, ...leading, ...filterFields.map(fieldSuggestion)])
    }
  }
}

const wordOf = (word: string, detail: string): Suggestion => ({
  kind: 'word',
  text: `${word} `,
  label: word,
  detail,
  help: '',
})
const leading = [
  wordOf('is', 'starred, running, solved …'),
  wordOf('has', 'a tag, notes, any value'),
  wordOf('not', 'all but these'),
]

function fieldSuggestion(field: FilterField): Suggestion {
  const name = shortName(field)
  return { kind: 'field', text: `${name} `, label: name, detail: field.title, help: field.help }
}

const operatorSuggestions = (field: FilterField): Suggestion[] => [
  ...operatorsOf[field.kind].map((operator) => ({
    kind: 'operator' as const,
    text: `${operator} `,
    label: operator,
    detail: operatorMeanings[operator]!,
    help: '',
  })),
  { kind: 'operator', text: 'in (', label: 'in (…)', detail: 'one of a list', help: '' },
]

function valueSuggestions(field: FilterField, stored: StoredValues): Suggestion[] {
  const value = (text: string, detail = field.meanings[text]?.label ?? ''): Suggestion => ({
    kind: 'value',
    text: `${text} `,
    label: text,
    detail,
    help: field.meanings[text]?.definition ?? '',
  })
  if (field.kind === 'date') return momentSuggestions.map((moment) => value(moment))
  if (field.kind === 'duration') return durationSuggestions.map((duration) => value(duration))
  const known = stored(field.name)
  const counted = known.map(({ value: held, runs }) =>
    value(quote(String(held)), formatCounted(runs, 'run')),
  )
  const others = field.kind === 'boolean' ? ['true', 'false'] : field.members
  const isKnown = (text: string) => known.some(({ value: held }) => String(held) === text)
  return [...counted, ...others.filter((text) => !isKnown(text)).map((text) => value(quote(text)))]
}

/** Those that begin with the part, then those with a word that does, then those that contain it. */
function fitting(part: string, suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const wanted = foldText(part)
  if (wanted === '') return suggestions
  const badness = ({ label, detail }: Suggestion): number => {
    const name = foldText(label)
    if (name.startsWith(wanted)) return 0
    if (name.includes(`.${wanted}`) || name.includes(`"${wanted}`)) return 1
    if (name.includes(wanted)) return 2
    return foldText(detail)
      .split(' ')
      .some((word) => word.startsWith(wanted))
      ? 3
      : Infinity
  }
  return suggestions
    .map((suggestion) => ({ suggestion, at: badness(suggestion) }))
    .filter(({ at }) => at < Infinity)
    .sort((a, b) => a.at - b.at)
    .map(({ suggestion }) => suggestion)
}

const isComparing = (filter: Filter) => someLeaf(filter, ({ kind }) => kind !== 'text')

/**
 * Whether more is most likely to come: after the name of a field, and in a filter that compares
 * also after the beginning of one, which would otherwise be a word to look for.
 */
export function isUnfinished(text: string): boolean {
  const tokens = tokensOf(text)
  if (placeAfter(tokens).kind === 'operator') return true
  const last = tokens.at(-1)
  if (last?.kind !== 'word' || placeAfter(tokens.slice(0, -1)).kind !== 'term') return false
  const { filter } = parseFilter(text.slice(0, last.from).replace(/\b(and|or|not)\s*$/i, ''))
  if (!filter || filter.kind === 'all' || !isComparing(filter)) return false
  const begun = last.text.toLowerCase()
  const names = [...filterFields.map(shortName), ...keywords]
  return names.some((name) => name.toLowerCase().startsWith(begun))
}

export interface Completed {
  readonly text: string
  readonly cursor: number
}

/** The text with a suggestion in its place. */
export function withSuggestion(
  text: string,
  { from, to }: Pick<Completion, 'from' | 'to'>,
  suggestion: Suggestion,
): Completed {
  const before = text.slice(0, from)
  const after = text.slice(to).replace(/^ /, '')
  const gap = before === '' || /[\s(]$/.test(before) ? '' : ' '
  const written = before + gap + suggestion.text
  return { text: written + after, cursor: written.length }
}
