import type { Rng } from '#core/rng.ts'
import {
  factorialDesign,
  factorialEffects,
  type FactorialDesign,
} from '#core/statistics/factorial-effects.ts'
import { forestImportance } from '#core/statistics/forest-importance.ts'
import type {
  FieldImportance,
  FieldValue,
  Importance,
  ImportanceRequest,
  SweepField,
} from '#shared/sweep-results.ts'
import { hasSpread } from '#shared/sample.ts'
import type { Store } from '#main/store/store.ts'
import { keyedRng, resamplingKey } from './canonical-runs.ts'
import type { Evaluations } from './evaluate-runs.ts'
import { findGroup } from './find-group.ts'
import { sweepResults } from './sweep-results.ts'

/** A forest of fewer runs sees nothing but noise. */
const FEWEST_FOR_A_FOREST = 20

interface Scored {
  readonly configHash: string
  readonly values: readonly FieldValue[]
  readonly score: number
}

/** What the fields of these runs explain of a number. Yields between pieces of work. */
export function* fieldImportance(
  store: Pick<Store, 'runs' | 'curve'>,
  { runIds, number }: ImportanceRequest,
  evaluations: Evaluations = new Map(),
): Generator<void, Importance> {
  const found = store.runs.these(runIds)
  // The same configuration and seed is the same run: it counts once.
  const distinct = findGroup(found, { runIds: found.map(({ id }) => id) }).runs
  const ids = distinct.map(({ id }) => id)
  const results = yield* sweepResults(store, { runIds: ids, numbers: [number] }, evaluations)
  const rng = keyedRng('importance', number, resamplingKey(distinct))
  const runs = results.runs.flatMap(({ configHash, values, numbers: [score] }): Scored[] =>
    score === null || score === undefined ? [] : [{ configHash, values, score }],
  )
  const fields = results.fields.flatMap((field, at) => {
    const values = runs.map((run) => run.values[at]!)
    return field.path === 'seed' || new Set(values).size < 2 ? [] : [{ ...field, values }]
  })
  const known = {
    number,
    runs: runs.length,
    cells: new Set(runs.map(({ configHash }) => configHash)).size,
    withinCells: null,
    explained: null,
  }
  const nothing = (reason: string): Importance => ({
    ...known,
    method: null,
    notes: [reason],
    fields: [],
  })
  if (fields.length === 0) {
    return nothing('Not enough: no field differs between runs that have this result.')
  }
  const scores = runs.map(({ score }) => score)
  if (!hasSpread(scores)) {
    return nothing('All runs have the same result: there is no variance to explain.')
  }
  const design = factorialDesign(fields.map(({ values }) => values.map(String)))
  if (design) return yield* byVariance(known, fields, design, scores, rng)
  if (runs.length < FEWEST_FOR_A_FOREST) {
    return nothing(
      `Not enough: these runs are no full grid of their fields, and a forest wants ${FEWEST_FOR_A_FOREST} runs with this result; there are ${runs.length}.`,
    )
  }
  return yield* byForest(known, fields, scores, rng)
}

type Known = Pick<Importance, 'number' | 'runs' | 'cells' | 'withinCells' | 'explained'>
type Field = SweepField & { readonly values: readonly FieldValue[] }

function* byVariance(
  known: Known,
  fields: readonly Field[],
  design: FactorialDesign,
  scores: readonly number[],
  rng: Rng,
): Generator<void, Importance> {
  const found = (yield* factorialEffects(design, scores, rng))!
  const { runsPerCell } = design
  return {
    ...known,
    method: 'variance',
    notes:
      runsPerCell === 1
        ? [
            'One seed a configuration: what seeds do cannot be told from what fields do together, and there are no intervals.',
          ]
        : runsPerCell < 5
          ? [`Only ${runsPerCell} seeds a configuration: intervals are rough.`]
          : [],
    withinCells: found.withinCells,
    fields: sorted(
      found.effects.map(({ factors, share, byChance, interval, p }) => ({
        paths: factors.map((f) => fields[f]!.path),
        share,
        interval,
        byChance,
        p,
      })),
    ),
  }
}

function* byForest(
  known: Known,
  fields: readonly Field[],
  scores: readonly number[],
  rng: Rng,
): Generator<void, Importance> {
  const features = fields.map(({ values, isNumber }) => ({
    isOrdered: isNumber,
    values: isNumber ? Float64Array.from(values, orLowest(values)) : codesOf(values),
  }))
  const found = yield* forestImportance(features, Float64Array.from(scores), rng)
  return {
    ...known,
    method: 'forest',
    notes:
      found.explained < 0.2
        ? [
            `The forest predicts little of runs it has not seen (R² ${found.explained.toFixed(2)}): do not read much into this.`,
          ]
        : [],
    explained: found.explained,
    fields: sorted(
      found.features.map(({ share, interval }, f) => ({
        paths: [fields[f]!.path],
        share,
        interval,
        byChance: null,
        p: null,
      })),
    ),
  }
}

/** A run without the field lies below all that have it. */
function orLowest(values: readonly FieldValue[]): (value: FieldValue) => number {
  const numbers = values.filter((value) => typeof value === 'number')
  const lowest = numbers.reduce((least, value) => Math.min(least, value), Infinity) - 1
  return (value) => (typeof value === 'number' ? value : lowest)
}

function codesOf(values: readonly FieldValue[]): Float64Array {
  const known = [...new Set(values)]
  return Float64Array.from(values, (value) => known.indexOf(value))
}

const sorted = (fields: readonly FieldImportance[]) => fields.toSorted((a, b) => b.share - a.share)
