import { operatorsOf } from '#shared/run-filter/field.ts'
import { filterFields } from '#shared/run-filter/fields.ts'
import type { Filter, FilterValue } from '#shared/run-filter/filter.ts'
import type { FilterField } from '#shared/run-filter/field.ts'
import { runStates } from '#shared/run-filter/run-fields.ts'

/** What the random choices are drawn with. */
export interface Draw {
  uniform(): number
}

const texts = [
  'cartpole',
  'a b',
  'and',
  'γ 0.9,',
  'say "so"',
  'a\\b',
  '(',
  '1..5',
  '=',
  'IN',
  '#12',
  "it's",
  "'",
  'ÉTUDE ωmega ß',
  '!',
  '',
  ',',
]
const numbers = [0, 1, -3, 0.01, 1e-7, 2e21, 500, 300]
const moments = [
  '2026-11-01',
  '2026-11-20T10:00',
  '2026-11-20T10:00:30',
  'today',
  'yesterday',
  '2d ago',
  '1.5h ago',
]

const pick = <T>(draw: Draw, from: readonly T[]): T =>
  from[Math.floor(from.length * draw.uniform())]!

function randomValue(draw: Draw, field: FilterField): FilterValue {
  switch (field.kind) {
    case 'number':
      return pick(draw, numbers)
    case 'duration':
      return pick(draw, [0, 1, 5000, 3_600_000])
    case 'boolean':
      return draw.uniform() < 0.5
    case 'date':
      return { moment: pick(draw, moments) }
    case 'text':
      return pick(draw, field.isClosed ? field.members : [...field.members, ...texts, '64-64', '8'])
  }
}

const dates = moments.filter((moment) => moment.startsWith('2'))

/** Any filter over these fields that does not nest deeper than `depth`. */
export function randomFilter(
  draw: Draw,
  depth: number,
  fields: readonly FilterField[] = filterFields,
): Filter {
  const field = pick(draw, fields)
  const inner = () => randomFilter(draw, depth - 1, fields)
  switch (pick(draw, depth > 0 ? (['and', 'or', 'not', 'leaf'] as const) : (['leaf'] as const))) {
    case 'and':
      return { kind: 'and', parts: [inner(), inner()].filter(({ kind }) => kind !== 'and') }
    case 'or':
      return { kind: 'or', parts: [inner(), inner(), inner()].filter(({ kind }) => kind !== 'or') }
    case 'not':
      return { kind: 'not', part: inner() }
    case 'leaf':
      return randomLeaf(draw, field)
  }
}

function randomLeaf(draw: Draw, field: FilterField): Filter {
  const value = () => randomValue(draw, field)
  const name = field.name
  switch (
    pick(draw, ['text', 'compare', 'compare', 'compare', 'in', 'between', 'is', 'has'] as const)
  ) {
    case 'text':
      return { kind: 'text', text: pick(draw, texts) }
    case 'compare':
      return {
        kind: 'compare',
        field: name,
        operator: pick(draw, operatorsOf[field.kind]),
        value: value(),
      }
    case 'in':
      return { kind: 'in', field: name, values: [value(), value()] }
    case 'between': {
      if (field.kind === 'text' || field.kind === 'boolean') return { kind: 'has', field: name }
      const end = () =>
        field.kind === 'date'
          ? {
              moment: pick(
                draw,
                dates.filter((each) => !each.includes('ago')),
              ),
            }
          : value()
      return { kind: 'between', field: name, from: end(), to: end() }
    }
    case 'is':
      return { kind: 'is', state: pick(draw, Object.keys(runStates)) }
    case 'has':
      return { kind: 'has', field: name }
  }
}

/** Joins of one part are that part, as a parser has them. */
export function tidied(filter: Filter): Filter {
  if (filter.kind === 'not') return { ...filter, part: tidied(filter.part) }
  if (filter.kind !== 'and' && filter.kind !== 'or') return filter
  const parts = filter.parts
    .map(tidied)
    .flatMap((part) => (part.kind === filter.kind ? part.parts : [part]))
  if (parts.length === 0) return { kind: 'text', text: 'nothing' }
  return parts.length === 1 ? parts[0]! : { ...filter, parts }
}
