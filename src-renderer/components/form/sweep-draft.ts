import { problemSentence } from './form-context.ts'
import { isRecord } from './values.ts'
import type { InvalidCombination } from '#shared/expand-sweep.ts'
import type { ExperimentFile } from '#shared/experiment-file.ts'
import { sweepSchema, type Sweep, type Variation } from '#shared/sweep.ts'
import { problems } from '#shared/parse.ts'
import type { Field } from './fields.ts'
import { runFields, type FieldProblem } from './run-form.ts'
import { draftOf, readVariation, valueProblem, valueText, type VaryDraft } from './vary.ts'

/* The part of a draft that makes many runs of it. */

/** A field that varies, or did: what was typed stays when it is turned off. */
export interface VariedField {
  readonly isOn: boolean
  readonly draft: VaryDraft
}

export interface SweepDraft {
  /** Whether the runs belong to an experiment, even where nothing varies. */
  readonly isExperiment: boolean
  /** By path, in the order in which they began to vary. */
  readonly vary: Readonly<Record<string, VariedField>>
  readonly search: 'grid' | 'random'
  readonly samples: unknown
  readonly searchSeed: unknown
  /** Whether combinations that cannot be trained are left out. */
  readonly leavesOut: boolean
  readonly name: string
  readonly question: string
  readonly hypothesis: string
}

export const emptySweep: SweepDraft = {
  isExperiment: false,
  vary: {},
  search: 'grid',
  samples: 20,
  searchSeed: 1,
  leavesOut: false,
  name: '',
  question: '',
  hypothesis: '',
}

/** A stored draft of a sweep with all its fields; what an older version did not know is empty. */
export const completeSweep = (stored: unknown): SweepDraft =>
  isRecord(stored) && isRecord(stored['vary'] ?? {}) ? { ...emptySweep, ...stored } : emptySweep

/** Paths of the fields that vary now. */
export const variedPaths = ({ vary }: SweepDraft): string[] =>
  Object.entries(vary).flatMap(([path, { isOn }]) => (isOn ? [path] : []))

/** Whether more than the runs of one configuration are asked for. */
export const isSweep = (draft: SweepDraft): boolean =>
  draft.isExperiment || variedPaths(draft).length > 0

export interface ReadSweep {
  /** Null: something is wrong. */
  readonly sweep: Sweep | null
  /** Of the varied fields that are right, by path. */
  readonly variations: ReadonlyMap<string, Variation>
  readonly problems: readonly FieldProblem[]
}

/** The sweep a draft asks for, or what is wrong with it. */
export function readSweep(
  config: Readonly<Record<string, unknown>>,
  draft: SweepDraft,
  seeds: readonly number[],
): ReadSweep {
  const variations = new Map<string, Variation>()
  const wrong: FieldProblem[] = []
  for (const path of variedPaths(draft)) {
    const read = readVariation(path, draft.vary[path]!.draft, draft.search === 'grid')
    if (read.kind === 'problem') wrong.push({ path, message: `${titleAt(path)} ${read.message}` })
    else {
      variations.set(path, read.variation)
      const message = valueProblem(config, read.variation)
      if (message) wrong.push({ path, message: `${titleAt(path)} ${message}` })
    }
  }
  const input = {
    config,
    vary: [...variations.values()],
    search:
      draft.search === 'random' && variations.size > 0
        ? { kind: 'random', samples: draft.samples, seed: draft.searchSeed }
        : { kind: 'grid' },
    seeds: [...seeds],
    invalidCombinations: draft.leavesOut ? 'leave-out' : 'refuse',
  }
  const [first] = problems(sweepSchema, input)
  if (first && wrong.length === 0) {
    const message = first.message
      .replace('search.samples', 'The number of samples')
      .replace('search.seed', 'The seed of the draws')
    wrong.push({ path: first.path.map(String).join('.'), message })
  }
  return {
    sweep: wrong.length > 0 ? null : sweepSchema.parse(input),
    variations,
    problems: wrong,
  }
}

/** What the form calls the field at `path`. */
export const titleAt = (path: string): string => fieldAt(path)?.title ?? path

/** A value as the form calls it, such as the title of an alternative. */
export function valueTitle(path: string, value: unknown): string {
  if (value === null || value === undefined) return '–'
  const field = fieldAt(path)
  if (field?.kind === 'union') {
    const found = field.alternatives.find(
      (alternative) =>
        alternative.kind === 'object' &&
        alternative.fields.some((part) => part.kind === 'constant' && part.value === value),
    )
    return found?.title ?? String(value)
  }
  return valueText(value)
}

/** `Optimizer PPO, Discount 1: Hidden layers is …`: of the varied fields those that take more than one value. */
export function combinationText(
  vary: readonly Variation[],
  { values, message }: InvalidCombination,
): string {
  const several = (variation: Variation) => !('values' in variation) || variation.values.length > 1
  const parts = vary.flatMap((variation, i) =>
    several(variation)
      ? [`${titleAt(variation.path)} ${valueTitle(variation.path, values[i])}`]
      : [],
  )
  const path = /^[\w.]+/.exec(message)?.[0] ?? ''
  return [parts.join(', '), problemSentence({ path, message })].filter(Boolean).join(': ')
}

/** The field of the form at `path`; a union for the name of its alternative. Null: there is none. */
export function fieldAt(path: string): Field | null {
  let parent: Field | null = null
  let candidates: readonly Field[] = runFields
  for (const name of path.split('.')) {
    const found = candidates.find((field) => field.name === name)
    if (!found) return null
    if (found.kind === 'constant') return parent
    parent = found
    candidates = partsOf(found)
  }
  return parent
}

function partsOf(field: Field): readonly Field[] {
  if (field.kind === 'object') return field.fields
  return field.kind === 'union' ? field.alternatives.flatMap(partsOf) : []
}

/** What the form shows of a sweep from a file or an experiment. */
export function sweepDraftOf({ texts, sweep }: ExperimentFile): SweepDraft {
  const { search } = sweep
  return {
    isExperiment: true,
    vary: Object.fromEntries(
      sweep.vary.map((variation) => {
        const draft = draftOf(variation, fieldAt(variation.path))
        return [variation.path, { isOn: true, draft }]
      }),
    ),
    search: search.kind,
    samples: search.kind === 'random' ? search.samples : emptySweep.samples,
    searchSeed: search.kind === 'random' ? search.seed : emptySweep.searchSeed,
    leavesOut: sweep.invalidCombinations === 'leave-out',
    name: texts.name,
    question: texts.question,
    hypothesis: texts.hypothesis,
  }
}
