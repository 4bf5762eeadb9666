export interface FormulaPart {
  readonly kind: 'plain' | 'sub' | 'sup'
  readonly text: string
}

/**
 * Splits a formula in one line, such as `π_old(a_t|s_{t+1})` or `γ^t`, at the ends of its indices and
 * exponents. An underscore within a word of the text, as in `a_word`, means nothing.
 */
export function formulaParts(formula: string): FormulaPart[] {
  return formula
    .split(/((?<!\p{L}{2})[_^](?:\{[^}]*\}|\p{Nd}+|\p{L}+))/u)
    .filter(Boolean)
    .map((text) => {
      if (text.length > 1 && text.startsWith('_'))
        return { kind: 'sub', text: text.slice(1).replace(/^\{(.*)\}$/, '$1') }
      if (text.length > 1 && text.startsWith('^'))
        return { kind: 'sup', text: text.slice(1).replace(/^\{(.*)\}$/, '$1') }
      return { kind: 'plain', text }
    })
}
