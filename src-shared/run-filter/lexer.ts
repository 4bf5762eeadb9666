export interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | '(' | ')' | ','
  /** What it says: a quoted text without its quotes. */
  readonly text: string
  /** Where it stands in the filter, the end not included. */
  readonly from: number
  readonly to: number
  /** Whether a quoted text goes on to the end because its second quote is missing. */
  readonly isOpen?: boolean
}

const operator = /^(?:!=|!~|<=|>=|==|[=<>~])/

/** Reads the quoted text that begins at `from`. Inside, \" and \' are quotes and \\ is a backslash. */
function quoted(text: string, from: number): Token {
  const mark = text[from]!
  let said = ''
  for (let at = from + 1; at < text.length; at++) {
    const letter = text[at]!
    if (letter === mark) return { kind: 'quoted', text: said, from, to: at + 1 }
    if (letter === '\\' && /["'\\]/.test(text[at + 1] ?? '')) said += text[++at]!
    else said += letter
  }
  return { kind: 'quoted', text: said, from, to: text.length, isOpen: true }
}

/**
 * The parts of a filter. Never fails, so that it also serves text that is still being written.
 * A comma separates within parentheses; elsewhere it belongs to its word, as tables show them.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  let at = 0
  const endsWord = (position: number) => {
    const letter = text[position]!
    return (
      /[\s()"]/.test(letter) ||
      operator.test(text.slice(position, position + 2)) ||
      (letter === ',' && depth > 0)
    )
  }
  while (at < text.length) {
    const letter = text[at]!
    if (/\s/.test(letter)) {
      at++
      continue
    }
    const sign = operator.exec(text.slice(at, at + 2))?.[0]
    let token: Token
    if (letter === '"' || letter === "'") token = quoted(text, at)
    else if (letter === '(' || letter === ')' || (letter === ',' && depth > 0)) {
      token = { kind: letter, text: letter, from: at, to: at + 1 }
      depth = Math.max(0, depth + (letter === '(' ? 1 : letter === ')' ? -1 : 0))
    } else if (sign !== undefined) {
      token = { kind: 'operator', text: sign === '==' ? '=' : sign, from: at, to: at + sign.length }
    } else {
      let to = at + 1
      while (to < text.length && !endsWord(to)) to++
      token = { kind: 'word', text: text.slice(at, to), from: at, to }
    }
    tokens.push(token)
    at = token.to
  }
  return tokens
}

/** A text as one token: with quotes where it would mean something else without them. */
export function quote(text: string, isSpecial: (text: string) => boolean = () => false): string {
  const tokens = tokensOf(text)
  const isWord = tokens.length === 1 && tokens[0]!.kind === 'word' && tokens[0]!.text === text
  if (isWord && !text.includes(',') && !isSpecial(text)) return text
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
