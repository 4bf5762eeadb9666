export interface FormulaPart {
  readonly kind: 'plain' | 'sub' | 'sup'
  readonly text: string
}

/** A formula in one line, `π_θ(a_t|s_t)` or `γ^t`, cut where an index or exponent begins and ends. */
export function formulaParts(formula: string): FormulaPart[] {
  return formula
    .split(/([_^](?:\p{N}+|\p{L}))/u)
    .filter(Boolean)
    .map((text) => {
      if (text.length > 1 && text.startsWith('_')) return { kind: 'sub', text: text.slice(1) }
      if (text.length > 1 && text.startsWith('^')) return { kind: 'sup', text: text.slice(1) }
      return { kind: 'plain', text }
    })
}
