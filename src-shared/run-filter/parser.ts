import { operatorsOf, type FilterField } from './field.ts'
import { fieldsNamed, filterFields, shortName } from './fields.ts'
import type { ComparisonOperator, Filter, FilterProblem, FilterValue } from './filter.ts'
import { tokensOf, type Token } from './lexer.ts'
import { eitherOf, initialsOf, nearest } from './nearest.ts'
import { readValue } from './read-value.ts'
import { runStates } from './run-fields.ts'

/** Words that mean something by themselves; in quotes they are text. */
export const keywords = ['and', 'or', 'not', 'is', 'has'] as const

/** Thrown inside this file, and told to the caller as a value. */
class Refusal extends Error {
  readonly at: { readonly from: number; readonly to: number }
  constructor(message: string, at: { readonly from: number; readonly to: number }) {
    super(message)
    this.at = at
  }
}

export type ParsedFilter =
  | { readonly filter: Filter; readonly problem: null }
  | { readonly filter: null; readonly problem: FilterProblem }

/**
 * any = all ("or" all)…, all = one (["and"] one)…, one = "not" one | "(" any ")" | field operator value
 * | field "in" "(" value, … ")" | field low..high | "is" state | "has" field | text.
 */
export function parseFilter(text: string): ParsedFilter {
  try {
    return { filter: createParser(text).whole(), problem: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { filter: null, problem: { message: error.message, ...error.at } }
  }
}

function createParser(text: string) {
  const tokens = tokensOf(text)
  let position = 0
  const end = { from: text.length, to: text.length }

  const here = (): Token | undefined => tokens[position]
  const place = (token: Token | undefined) => (token ? { from: token.from, to: token.to } : end)
  const isWord = (token: Token | undefined, word: string) =>
    token?.kind === 'word' && token.text.toLowerCase() === word
  const refuse = (message: string, at: Token | undefined): never => {
    throw new Refusal(message, place(at))
  }
  function take(word: string): boolean {
    if (!isWord(here(), word)) return false
    position++
    return true
  }
  function takeSign(kind: Token['kind']): boolean {
    if (here()?.kind !== kind) return false
    position++
    return true
  }
  const said = (token: Token | undefined) => (token ? `“${token.text}”` : 'the end')

  function whole(): Filter {
    if (tokens.length === 0) return { kind: 'all' }
    const filter = any()
    if (here()) refuse(`${said(here())} closes nothing that was opened`, here())
    return filter
  }

  function any(): Filter {
    const parts = [all()]
    while (take('or')) parts.push(all())
    return joined('or', parts)
  }

  function all(): Filter {
    const parts = [one()]
    while (take('and') || startsOne(here())) parts.push(one())
    return joined('and', parts)
  }

  const startsOne = (token: Token | undefined) =>
    token !== undefined && token.kind !== ')' && token.kind !== ',' && !isWord(token, 'or')

  function one(): Filter {
    const token = here()
    if (take('not')) return { kind: 'not', part: one() }
    if (takeSign('(')) {
      const inner = any()
      if (!takeSign(')')) refuse('A parenthesis is opened here and never closed', token)
      return inner
    }
    if (take('is')) return { kind: 'is', state: state() }
    if (take('has')) return { kind: 'has', field: known(next('has', 'a field')).name }
    const isTerm = token?.kind === 'word' || token?.kind === 'quoted'
    if (!isTerm || isWord(token, 'and') || isWord(token, 'or')) {
      return refuse(`A condition or a text is missing before ${said(token)}`, token)
    }
    position++
    return (token.kind === 'word' ? comparison(token) : null) ?? textOf(token)
  }

  function textOf(token: Token): Filter {
    if (token.isOpen) refuse('A quote is opened here and never closed', token)
    return { kind: 'text', text: token.text }
  }

  /** The word or quoted text that must follow. */
  function next(before: string, what: string): Token {
    const token = here()
    if (token?.kind !== 'word' && token?.kind !== 'quoted') {
      return refuse(
        `${what} is missing after ${before}`.replace(/^./, (first) => first.toUpperCase()),
        token,
      )
    }
    if (token.isOpen) refuse('A quote is opened here and never closed', token)
    position++
    return token
  }

  function state(): string {
    const token = next('is', 'a state')
    const wanted = token.text.toLowerCase()
    if (Object.hasOwn(runStates, wanted)) return wanted
    const names = Object.keys(runStates)
    const close = nearest(wanted, names)
    return refuse(
      `A run can be ${eitherOf(close.length > 0 ? close : names)}, not “${token.text}”`,
      token,
    )
  }

  /** The one field of this name. */
  function known(token: Token): FilterField {
    const [field, ...others] = fieldsNamed(token.text)
    if (field && others.length === 0) return field
    if (field) {
      const names = [field, ...others].map(({ name }) => name)
      return refuse(`${token.text} may be ${eitherOf(names)}; write one of them`, token)
    }
    const names = filterFields.flatMap((field) => [shortName(field), ...field.otherNames])
    const initials = names.filter((name) => initialsOf(name) === token.text.toLowerCase())
    const close = initials.length > 0 ? initials : nearest(token.text, names)
    return refuse(
      `There is no field “${token.text}”${close.length > 0 ? `; names like it: ${close.join(', ')}` : ''}`,
      token,
    )
  }

  /** What follows the word, where it is a field that something follows. */
  function comparison(token: Token): Filter | null {
    const sign = here()
    if (sign?.kind === 'operator') {
      const field = known(token)
      position++
      return compared(field, sign)
    }
    if (
      isWord(sign, 'in') &&
      (fieldsNamed(token.text).length > 0 || tokens[position + 1]?.kind === '(')
    ) {
      const field = known(token)
      position++
      return within(field)
    }
    const isRange = sign?.kind === 'word' && rangeOf(sign.text) !== null
    if (!isRange || fieldsNamed(token.text).length === 0) return null
    position++
    return between(known(token), sign)
  }

  function compared(field: FilterField, sign: Token): Filter {
    const operator = sign.text as ComparisonOperator
    const fitting = operatorsOf[field.kind]
    if (!fitting.includes(operator)) {
      refuse(`${field.name} is compared by ${eitherOf(fitting)}, not ${operator}`, sign)
    }
    const token = next(`${field.name} ${operator}`, 'a value')
    if (operator === '=' && token.kind === 'word' && field.kind !== 'text' && rangeOf(token.text)) {
      return between(field, token)
    }
    return { kind: 'compare', field: field.name, operator, value: value(field, operator, token) }
  }

  /** A list in parentheses, or a range. */
  function within(field: FilterField): Filter {
    const opening = here()
    if (opening?.kind === 'word' && rangeOf(opening.text)) {
      position++
      return between(field, opening)
    }
    if (!takeSign('(')) refuse(`A list in parentheses is missing after ${field.name} in`, opening)
    const values: FilterValue[] = []
    do {
      values.push(value(field, 'in', next(`${field.name} in (`, 'a value')))
    } while (takeSign(','))
    if (!takeSign(')')) {
      const token = here()
      refuse(
        token
          ? `A comma is missing before ${said(token)}`
          : 'A parenthesis is opened here and never closed',
        token ?? opening,
      )
    }
    return { kind: 'in', field: field.name, values }
  }

  function between(field: FilterField, token: Token): Filter {
    if (field.kind === 'text' || field.kind === 'boolean') {
      refuse(
        `${field.name} is ${field.kind === 'text' ? 'text' : 'true or false'} and has no ranges`,
        token,
      )
    }
    const [from, to] = rangeOf(token.text)!.map((text) =>
      value(field, '=', { ...token, text }),
    ) as [FilterValue, FilterValue]
    return { kind: 'between', field: field.name, from, to }
  }

  function value(
    field: FilterField,
    operator: ComparisonOperator | 'in',
    token: Token,
  ): FilterValue {
    // `2d ago` is two words.
    const isAgo = field.kind === 'date' && token.kind === 'word' && take('ago')
    const read = readValue(field, operator, isAgo ? `${token.text} ago` : token.text)
    return 'value' in read ? read.value : refuse(read.problem, token)
  }

  return { whole }
}

/** The two ends of `1..5`. */
function rangeOf(text: string): [string, string] | null {
  const [, from, to] = /^([-+.\d][^\s]*?)\.\.([-+.\d][^\s]*)$/.exec(text) ?? []
  return from === undefined || to === undefined ? null : [from, to]
}

/** Parts of the same kind within become parts of this one. */
function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  if (parts.length === 1) return parts[0]!
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) }
}
