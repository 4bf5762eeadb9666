import { ApiError } from './errors.ts'
import { formatCount } from './format-number.ts'
import { problems } from './parse.ts'
import { runConfigSchema, type RunConfig } from './run-config.ts'
import { isFields } from './schema-alternatives.ts'
import { setField } from './set-field.ts'
import { MOST_RUNS, type Sweep } from './sweep.ts'
import { drawnValue, gridValues, isField, isMarker } from './sweep-values.ts'

/** One combination of values, which every seed is trained with. */
export interface SweepCell {
  /** What it holds of each varied field, in their order; undefined where it has no such field. */
  readonly values: readonly unknown[]
  readonly config: RunConfig
}

/** A combination that cannot be trained, and why, in a sentence. */
export interface InvalidCombination {
  readonly values: readonly unknown[]
  readonly message: string
}

/** What a sweep amounts to. */
export interface ExpandedSweep {
  readonly cells: readonly SweepCell[]
  readonly invalid: readonly InvalidCombination[]
  /** Combinations that are the same configuration as one before them. */
  readonly repeated: number
}

/** How many combinations a sweep looks at, without making them. */
export function countCombinations({ config, vary, search }: Sweep): number {
  if (vary.length === 0) return 1
  if (search.kind === 'random') return search.samples
  return vary.reduce((product, each) => product * gridValues(config, each).length, 1)
}

/** Every combination of a sweep, valid or not. Throws where they would be too many runs. */
export const expandSweep = (sweep: Sweep): ExpandedSweep => atOnce(expandSweepInSteps(sweep))

function atOnce<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Does the same in steps of one combination each: ten thousand of them take a second. */
function* expandSweepInSteps(sweep: Sweep): Generator<void, ExpandedSweep, void> {
  const count = countCombinations(sweep)
  if (count * sweep.seeds.length > MOST_RUNS) {
    throw invalid(
      `The sweep asks for ${formatCount(count)} combinations × ${formatCount(sweep.seeds.length)} seeds = ${formatCount(count * sweep.seeds.length)} runs; at most ${formatCount(MOST_RUNS)} are allowed`,
    )
  }
  const order = orderOfSetting(sweep)
  const cells = new Map<string, SweepCell>()
  const refused: InvalidCombination[] = []
  for (const values of combinations(sweep, count)) {
    yield
    const found = configure(sweep, order, values)
    if (typeof found === 'string') refused.push({ values, message: found })
    else {
      const key = JSON.stringify(found)
      if (!cells.has(key)) cells.set(key, { values: heldValues(sweep.vary, found), config: found })
    }
  }
  return {
    cells: [...cells.values()],
    invalid: refused,
    repeated: count - cells.size - refused.length,
  }
}

/** The values of every combination: of a grid, the last field changes first. */
function combinations(sweep: Sweep, count: number): unknown[][] {
  const { config, vary, search } = sweep
  if (search.kind === 'random' && vary.length > 0) {
    return Array.from({ length: count }, (_, i) =>
      vary.map((each) => drawnValue(sweep, each, search.seed, i)),
    )
  }
  return vary
    .map((each) => gridValues(config, each))
    .reduce<unknown[][]>(
      (before, values) => before.flatMap((left) => values.map((value) => [...left, value])),
      [[]],
    )
}

/** Whole parts come before their fields, and what names an alternative before what only that one knows. */
function orderOfSetting({ config, vary }: Sweep): number[] {
  const depth = ({ path }: { path: string }) =>
    2 * path.split('.').length - (isMarker(config, path) ? 1 : 0)
  return vary.map((_, i) => i).sort((a, b) => depth(vary[a]!) - depth(vary[b]!) || a - b)
}

/** The configuration of one combination, or what is wrong with it. */
function configure(
  { config, vary, seeds }: Sweep,
  order: readonly number[],
  values: readonly unknown[],
): RunConfig | string {
  try {
    const changed = order.reduce<unknown>(
      (before, i) => setWhereKnown(before, vary[i]!.path, values[i]),
      { ...config, seed: seeds[0] },
    )
    const result = runConfigSchema.safeParse(changed)
    return result.success ? result.data : problems(runConfigSchema, changed)[0]!.message
  } catch (error) {
    if (error instanceof ApiError) return error.message
    throw error
  }
}

/** A field that only another alternative has, such as the passes of PPO beside Adam, changes nothing. */
function setWhereKnown(config: unknown, path: string, value: unknown): unknown {
  try {
    return setField(config, path, value)
  } catch (error) {
    if (error instanceof ApiError && isField(path)) return config
    throw error
  }
}

/** Why a sweep cannot be started as it is, in a sentence, with its own words for a combination; null: it can. */
export function sweepObstacle(
  { vary, invalidCombinations }: Pick<Sweep, 'vary' | 'invalidCombinations'>,
  { cells, invalid: refused, repeated }: ExpandedSweep,
  describe = (each: InvalidCombination) => describeInvalid(vary, each),
): string | null {
  const [first] = refused
  if (!first) return null
  // Nothing varies: the sentence alone says it.
  if (vary.length === 0) return first.message
  const total = cells.length + refused.length + repeated
  if (cells.length === 0) return `No combination can be trained. ${describe(first)}`
  if (invalidCombinations === 'leave-out') return null
  return `${refused.length} of ${total} combinations cannot be trained. ${describe(first)}`
}

/** What a configuration holds of each field, in their order; undefined where it has no such field. */
export const heldValues = (
  fields: readonly { readonly path: string }[],
  config: RunConfig,
): unknown[] =>
  fields.map(({ path }) =>
    path
      .split('.')
      .reduce<unknown>((value, name) => (isFields(value) ? value[name] : undefined), config),
  )

/** `optimizer.kind ppo, estimator.gamma 1: sentence` */
export const describeInvalid = (
  vary: readonly { readonly path: string }[],
  { values, message }: InvalidCombination,
): string => `${describeValues(vary, values)}: ${message}`

/** `optimizer.kind ppo, estimator.gamma 0.9` */
const describeValues = (
  vary: readonly { readonly path: string }[],
  values: readonly unknown[],
): string => vary.map(({ path }, i) => `${path} ${showValue(values[i])}`).join(', ')

export const showValue = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)

/** All runs of the cells, seed after seed, so that early results compare all cells. */
export const sweepRuns = (
  { cells }: Pick<ExpandedSweep, 'cells'>,
  seeds: readonly number[],
): RunConfig[] => seeds.flatMap((seed) => cells.map(({ config }) => ({ ...config, seed })))

/** The runs of a sweep; throws a sentence where it cannot be started. */
export const runsOfSweep = (sweep: Sweep): RunConfig[] => atOnce(runsOfSweepInSteps(sweep))

/** Does the same in steps of one combination each. */
export function* runsOfSweepInSteps(sweep: Sweep): Generator<void, RunConfig[], void> {
  const expanded = yield* expandSweepInSteps(sweep)
  const obstacle = sweepObstacle(sweep, expanded)
  if (obstacle) throw invalid(obstacle)
  return sweepRuns(expanded, sweep.seeds)
}

const invalid = (message: string) => new ApiError('invalid-params', message)
