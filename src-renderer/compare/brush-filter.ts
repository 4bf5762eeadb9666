import type { DimensionAxis } from '#shared/figure/dimension.ts'
import { passes } from '#shared/figure/parallel-figure.ts'
import { extent } from '#shared/figure/range.ts'
import { fieldsNamed } from '#shared/run-filter/fields.ts'
import type { Filter, FilterValue } from '#shared/run-filter/filter.ts'
import { printFilter } from '#shared/run-filter/print-filter.ts'
import type { FilterField } from '#shared/run-filter/field.ts'
import { isWithinBrush, type Brushes } from './sweep-settings.ts'

/** More digits than this nobody wants to read in a filter. */
const DIGITS = 6

/** The number itself where it is short, else the next one beyond it that is. */
function rounded(value: number, direction: 'down' | 'up'): number {
  const short = Number(value.toPrecision(DIGITS))
  if (direction === 'down' ? short <= value : short >= value) return short
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - DIGITS + 1)
  return Number((short + (direction === 'down' ? -unit : unit)).toPrecision(DIGITS))
}

/** What a category of a field is in a filter. */
function valueOf({ kind }: FilterField, category: string): FilterValue {
  if (kind === 'boolean') return category === 'yes'
  return kind === 'number' ? Number(category) : category.replaceAll(', ', '-')
}

/** What the values that an axis is held to have in common; null: filters do not know the field. */
function conditionOf(axis: DimensionAxis, isHeld: (run: number) => boolean): Filter | null {
  const { key, categories, values } = axis.dimension
  const [field] = fieldsNamed(key.slice(key.indexOf(' ') + 1))
  if (!field) return null
  const held = values.filter((_, run) => isHeld(run))
  const none: Filter = { kind: 'not', part: { kind: 'has', field: field.name } }
  const parts: Filter[] = []
  if (categories) {
    const names = [...new Set(held)].map((value) => categories[value]!)
    // `none` is the value of some fields, and what is said where there is no value.
    const known = names.filter((name) => name !== 'none' || field.members.includes('none'))
    if (known.length > 0) {
      const all = known.map((name) => valueOf(field, name))
      parts.push({ kind: 'in', field: field.name, values: all })
    }
    if (names.includes('none')) parts.push(none)
  } else {
    const range = extent(held)
    if (range) {
      const [from, to] = [rounded(range.min, 'down'), rounded(range.max, 'up')]
      parts.push({ kind: 'between', field: field.name, from, to })
    }
    if (held.some(Number.isNaN)) parts.push(none)
  }
  return parts.length > 1 ? { kind: 'or', parts } : (parts[0] ?? null)
}

/**
 * A filter of the runs table that finds what the ranges hold, among the runs looked at; null: one of the
 * ranges is over a number that filters do not know, or holds nothing.
 */
export function brushFilter(
  axes: readonly DimensionAxis[],
  brushes: Brushes,
  runIds: readonly number[],
): string | null {
  const ids = extent(runIds)
  const conditions = axes.flatMap((axis) => {
    const brush = brushes[axis.dimension.key]
    return brush ? [conditionOf(axis, (run) => isWithinBrush(passes(axis, run), brush))] : []
  })
  if (!ids || conditions.length === 0) return null
  const known = conditions.filter((each) => each !== null)
  if (known.length < conditions.length) return null
  const among: Filter = { kind: 'between', field: 'id', from: ids.min, to: ids.max }
  return printFilter({ kind: 'and', parts: [...known, among] })
}
