/** How a field may be held against a value. `~`: contains. */
export const comparisonOperators = ['=', '!=', '<', '<=', '>', '>=', '~', '!~'] as const
export type ComparisonOperator = (typeof comparisonOperators)[number]

/** A date or time as it was written, which means a span of time: `2026-11-01`, `2d ago`, `today`. */
export interface Moment {
  readonly moment: string
}
/** Durations are milliseconds. */
export type FilterValue = number | string | boolean | Moment

export const isMoment = (value: FilterValue): value is Moment => typeof value === 'object'

/**
 * What a filter asks of a run. Fields stand by their full names and values are of their kinds. A run
 * that has no value in a field satisfies no comparison with it, and so its negations: != and !~.
 */
export type Filter =
  /** Every run. */
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  /** Occurs in what a table shows of the run, or in one of its tags. */
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'compare'
      readonly field: string
      readonly operator: ComparisonOperator
      readonly value: FilterValue
    }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly FilterValue[] }
  /** Both ends included. */
  | {
      readonly kind: 'between'
      readonly field: string
      readonly from: FilterValue
      readonly to: FilterValue
    }
  | { readonly kind: 'is'; readonly state: string }
  | { readonly kind: 'has'; readonly field: string }

/** Whether any part that is no join of others is as `holds` says. */
export function someLeaf(filter: Filter, holds: (leaf: Filter) => boolean): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.some((part) => someLeaf(part, holds))
    case 'not':
      return someLeaf(filter.part, holds)
    default:
      return holds(filter)
  }
}

/** Whether the filter speaks of archived runs, which are left out otherwise. */
export const asksForArchived = (filter: Filter): boolean =>
  someLeaf(filter, (leaf) => leaf.kind === 'is' && leaf.state === 'archived')

/** Whether it looks for texts in all that a table shows. */
export const looksForText = (filter: Filter): boolean =>
  someLeaf(filter, ({ kind }) => kind === 'text')

/** A filter that cannot be understood: why, in one sentence, and where in the text. */
export interface FilterProblem {
  readonly message: string
  readonly from: number
  readonly to: number
}

/** The sentence about it, with its place, for where the text itself is not in view. */
export const problemSentence = ({ message, from }: FilterProblem): string =>
  `${message} (filter, character ${from + 1})`
