import { lakePresets } from '#shared/environments/lake-map.ts'
import { setField } from '#shared/set-field.ts'
import { gridValues } from '#shared/sweep-values.ts'
import { scales, type Scale, type Variation } from '#shared/sweep.ts'
import type { Field, Range } from './fields.ts'
import { marker } from './fields.ts'
import { runProblems } from './run-form.ts'
import { listText, numberText, parseList } from './text.ts'

/* How the form writes down what a varied field takes: as typed, and so perhaps not valid yet. */

/** What was typed of the values of one field. */
export type VaryDraft =
  /** Numbers, apart by commas. */
  | { readonly kind: 'list'; readonly text: string }
  | {
      readonly kind: 'range'
      readonly from: unknown
      readonly to: unknown
      readonly count: unknown
      readonly scale: Scale
    }
  | { readonly kind: 'choices'; readonly values: readonly unknown[] }
  /** Lists of numbers, apart by semicolons. */
  | { readonly kind: 'lists'; readonly text: string }
  /** What the form has no field for, as a file may bring it: a list in JSON. */
  | { readonly kind: 'json'; readonly text: string }

export interface Choice {
  readonly value: unknown
  readonly title: string
}

/** What a field with a few possible values can be; null: it is of another kind. */
export function choicesOf(field: Field): readonly Choice[] | null {
  switch (field.kind) {
    case 'choice':
      return field.options.map((option) => ({ value: option, title: option }))
    case 'switch':
      return [
        { value: false, title: 'off' },
        { value: true, title: 'on' },
      ]
    case 'lake-map':
      return Object.keys(lakePresets).map((name) => ({ value: name, title: name }))
    case 'union': {
      const choices = field.alternatives.flatMap((alternative) => {
        const mark = marker(alternative)
        return mark ? [{ value: mark.value, title: alternative.title }] : []
      })
      return choices.length === field.alternatives.length ? choices : null
    }
    default:
      return null
  }
}

/** The path that varies where the field at `path` does: of a union, the name of its alternative. Null: it cannot. */
export function variedPath(field: Field, path: string): string | null {
  if (path === 'seed') return null
  switch (field.kind) {
    case 'union': {
      const mark = choicesOf(field) && marker(field.alternatives[0]!)
      return mark ? `${path}.${mark.name}` : null
    }
    case 'object':
    case 'constant':
      return null
    default:
      return path
  }
}

/** What a field begins to vary with: the value it has. */
export function startVarying(field: Field, value: unknown): VaryDraft {
  if (choicesOf(field)) return { kind: 'choices', values: value === undefined ? [] : [value] }
  if (field.kind === 'list' || field.kind === 'tuple')
    return { kind: 'lists', text: listText(value) }
  const text = value === null || value === undefined ? '' : numberText(value)
  return { kind: 'list', text }
}

/** To a tenth and ten times the one value on a logarithmic axis, else to the nearest of the bounds. */
function around(value: number, scale: Scale, { minimum, maximum }: Range) {
  const rounded = (bound: number) => Number(bound.toPrecision(6))
  if (scale === 'logarithmic' && value > 0) {
    return { from: rounded(value / 10), to: Math.min(rounded(value * 10), maximum ?? Infinity) }
  }
  if (maximum !== undefined && value < maximum && maximum <= 1) return { from: value, to: maximum }
  if (minimum !== undefined && value > minimum) return { from: minimum, to: value }
  return { from: value, to: '' }
}

/** The range that a list of numbers spans, one around a single number, or the list of a range. */
export function otherKind(draft: VaryDraft, scale: Scale, bounds: Range = {}): VaryDraft {
  if (draft.kind === 'range') {
    const { from, to, count } = draft
    const range = { from: Number(from), to: Number(to), scale: draft.scale, count: Number(count) }
    const isSound = range.from < range.to && range.count >= 2 && range.count <= 1000
    const values = isSound ? gridValues({}, { path: 'x', ...range }) : [from]
    return { kind: 'list', text: values.map(numberText).join(', ') }
  }
  const numbers = draft.kind === 'list' ? parseList(draft.text).filter(isNumber) : []
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const span =
    numbers.length === 0
      ? { from: '', to: '' }
      : low < high
        ? { from: low, to: high }
        : around(low, scale, bounds)
  return {
    kind: 'range',
    ...span,
    count: Math.max(3, numbers.length),
    scale: scale === 'logarithmic' && !(low > 0) ? 'linear' : scale,
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number'

export type ReadVariation =
  | { readonly kind: 'variation'; readonly variation: Variation }
  | { readonly kind: 'problem'; readonly message: string }

const problem = (message: string): ReadVariation => ({ kind: 'problem', message })
const listed = (path: string, values: readonly unknown[]): ReadVariation => ({
  kind: 'variation',
  variation: { path, values: [...values] },
})

/** What a draft says, or what is wrong with it in a sentence. */
export function readVariation(path: string, draft: VaryDraft, isGrid: boolean): ReadVariation {
  switch (draft.kind) {
    case 'list': {
      const values = parseList(draft.text)
      const wrong = values.find((value) => !isNumber(value))
      if (wrong?.includes('..')) return problem(`“${wrong}” is no list; choose Range for it`)
      if (wrong !== undefined) return problem(`“${wrong}” is no number; write 0.001, 0.01`)
      return values.length > 0 ? listed(path, values) : problem('holds no value; write 0.001, 0.01')
    }
    case 'lists': {
      const values = draft.text.split(';').map(parseList)
      const wrong = values.flat().find((value) => !isNumber(value))
      if (wrong !== undefined) return problem(`“${wrong}” is no number; write 64, 64; 32`)
      return listed(path, values)
    }
    case 'choices':
      return draft.values.length > 0 ? listed(path, draft.values) : problem('has no value ticked')
    case 'json':
      try {
        const values: unknown = JSON.parse(draft.text)
        if (Array.isArray(values) && values.length > 0) return listed(path, values)
      } catch {
        // The sentence below says it.
      }
      return problem('must be a list in JSON, such as [{"kind":"sgd"},{"kind":"adam"}]')
    case 'range':
      return readRange(path, draft, isGrid)
  }
}

function readRange(
  path: string,
  { from, to, count, scale }: Extract<VaryDraft, { kind: 'range' }>,
  isGrid: boolean,
): ReadVariation {
  if (!isNumber(from) || !isNumber(to)) return problem('needs two numbers, from and to')
  if (from >= to) return problem(`goes from ${from} to ${to}; the second must be the greater`)
  if (scale === 'logarithmic' && from <= 0) {
    return problem(`begins at ${from}; a logarithmic range begins above 0`)
  }
  if (!isGrid) return { kind: 'variation', variation: { path, from, to, scale } }
  if (!isNumber(count) || !Number.isInteger(count) || count < 2 || count > 1000) {
    return problem('needs a count of values from 2 to 1,000')
  }
  return { kind: 'variation', variation: { path, from, to, scale, count } }
}

/** More values than this are not tried one by one beside the field. */
const MOST_TRIED = 60

/** What is wrong with the values themselves, whatever they are combined with; null: nothing. */
export function valueProblem(config: unknown, variation: Variation): string | null {
  const { path } = variation
  const tried =
    'from' in variation ? [variation.from, variation.to] : variation.values.slice(0, MOST_TRIED)
  for (const value of tried) {
    try {
      const found = runProblems(setField(config, path, value)).find(
        (each) => each.path === path || each.path.startsWith(`${path}.`),
      )
      if (found) return found.message.replace(`${found.path} is`, 'holds')
    } catch {
      // A field that only another alternative has: the combinations tell.
      return null
    }
  }
  return null
}

/** A value as the form shows it. */
export function valueText(value: unknown): string {
  if (isNumber(value)) return numberText(value).replace('-', '−')
  if (Array.isArray(value)) return `[${listText(value)}]`
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const SHOWN = 8

/** The values a field takes, in a line: `0.001, 0.00316, 0.01`. */
export function previewOf(
  config: unknown,
  variation: Variation,
  textOf: (value: unknown) => string = valueText,
): string {
  if ('from' in variation && variation.count === undefined) {
    const { from, to, scale } = variation
    return `drawn between ${valueText(from)} and ${valueText(to)}${scale === 'logarithmic' ? ', evenly in log' : ''}`
  }
  const values = gridValues(config, variation)
  const shown =
    values.length > SHOWN + 1 ? [...values.slice(0, SHOWN - 1), '…', values.at(-1)] : values
  const text = shown
    .map((value) => (value === '…' ? '…' : textOf(value)))
    .join(variation.path.endsWith('hiddenSizes') ? '; ' : ', ')
  return values.length > SHOWN + 1 ? `${text} (${values.length} values)` : text
}

/** The draft that says what a variation does. */
export function draftOf(variation: Variation, field: Field | null): VaryDraft {
  if ('from' in variation) {
    const { from, to, count = '', scale } = variation
    return { kind: 'range', from, to, count, scale: scales.includes(scale) ? scale : 'linear' }
  }
  const { values } = variation
  if (values.every(isNumber)) return { kind: 'list', text: values.map(numberText).join(', ') }
  if (values.every((value) => Array.isArray(value) && value.every(isNumber))) {
    return { kind: 'lists', text: values.map(listText).join('; ') }
  }
  const choices = field && choicesOf(field)
  const isChoice = (value: unknown) => choices?.some((choice) => choice.value === value)
  if (values.every(isChoice)) return { kind: 'choices', values }
  return { kind: 'json', text: JSON.stringify(values) }
}
