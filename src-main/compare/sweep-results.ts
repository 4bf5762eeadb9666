import { naturalResult } from '#shared/run-result.ts'
import type { Run } from '#shared/run.ts'
import {
  isScore,
  type FieldValue,
  type SweepField,
  type SweepNumber,
  type SweepResults,
  type SweepResultsRequest,
  type SweepRun,
} from '#shared/sweep-results.ts'
import type { Store } from '#main/store/store.ts'
import type { Evaluations } from './evaluate-runs.ts'
import { notesOnSweep } from './notes-on-sweep.ts'
import { runScore } from './run-score.ts'

/** The differing fields and the wanted numbers of many runs. Yields between runs. */
export function* sweepResults(
  store: Pick<Store, 'runs'>,
  { runIds, numbers }: SweepResultsRequest,
  evaluations: Evaluations = new Map(),
): Generator<void, SweepResults> {
  const runs = inOrder(store.runs.these(runIds), runIds)
  yield
  const columns = runs.map(({ config }) => new Map(leaves(config, '')))
  const fields = differing(columns)
  const rows: SweepRun[] = []
  for (const [i, run] of runs.entries()) {
    rows.push({
      runId: run.id,
      configHash: run.configHash,
      seed: run.config.seed,
      status: run.status,
      values: fields.map(({ path }) => columns[i]!.get(path) ?? null),
      numbers: numbers.map((number) => numberOf(run, number, evaluations)),
    })
    yield
  }
  const notes = Object.fromEntries(
    numbers.filter(isScore).map((score) => [score, notesOnSweep(runs, score, evaluations)]),
  )
  return { fields, runs: rows, numbers, notes, naturalResult: naturalResult(runs) }
}

function inOrder(runs: readonly Run[], runIds: readonly number[]): Run[] {
  const byId = new Map(runs.map((run) => [run.id, run]))
  return [...new Set(runIds)].flatMap((runId) => byId.get(runId) ?? [])
}

function numberOf(run: Run, number: SweepNumber, evaluations: Evaluations): number | null {
  switch (number) {
    case 'solvedAtSteps':
      return run.progress.solvedAt?.environmentSteps ?? null
    case 'episodes':
    case 'environmentSteps':
    case 'wallTimeMs':
      return run.progress[number]
    default: {
      const score = runScore(run, number, evaluations)
      return typeof score === 'number' ? score : null
    }
  }
}

/** Every value of a configuration by its path; what is no single value as text. */
function leaves(value: unknown, path: string): [string, FieldValue][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, part]) =>
      leaves(part, path === '' ? key : `${path}.${key}`),
    )
  }
  return [[path, Array.isArray(value) ? value.join(', ') : (value as FieldValue)]]
}

/** The seed is no choice of anyone's: it comes last. */
function differing(columns: readonly ReadonlyMap<string, FieldValue>[]): SweepField[] {
  const paths = [...new Set(columns.flatMap((column) => [...column.keys()]))]
  const fields = paths.flatMap((path): SweepField[] => {
    // What only some runs have, and all of those the same, follows from another field.
    const values = columns.flatMap((column) => (column.has(path) ? [column.get(path)!] : []))
    if (new Set(values).size < 2) return []
    return [{ path, isNumber: values.every((v) => v === null || typeof v === 'number') }]
  })
  return fields.toSorted((a, b) => Number(a.path === 'seed') - Number(b.path === 'seed'))
}
