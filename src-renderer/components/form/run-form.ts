import * as z from 'zod'
import { environment } from '#shared/config/environment.ts'
import {
  describeDefault,
  environmentIds,
  type EnvironmentId,
  type EnvironmentSettings,
} from '#shared/environments.ts'
import { problems } from '#shared/parse.ts'
import { presets } from '#shared/presets.ts'
import { runConfigSchema, runConfigShape } from '#shared/run-config.ts'
import { fieldsOf, type JsonSchema } from './fields.ts'

/* What the form of a run knows beside the schema. */

/** Fields of a run's configuration, from its schema. */
export const runFields = fieldsOf(z.toJSONSchema(runConfigSchema, { io: 'input' }) as JsonSchema)

export interface FieldProblem {
  /** Names of the fields from the configuration on, with dots. */
  readonly path: string
  readonly message: string
}

/** Lists what is wrong with a configuration, field by field and between fields. */
export function runProblems(config: unknown): readonly FieldProblem[] {
  const malformed = problemsOf(runConfigShape, config)
  return malformed.length === 0
    ? problemsOf(runConfigSchema, config)
    : [...malformed, ...disagreementsBeside(malformed, config)]
}

const problemsOf = (schema: z.ZodType, config: unknown): readonly FieldProblem[] =>
  problems(schema, config).map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message: message.replace(' is ""', ' is empty').replace('of type number', 'a number'),
  }))

/** Values that stand in for malformed ones; undefined stands for the default. */
const standIns: readonly unknown[] = [undefined, 1, 2, 0.5, 16, 4096, [8], [8, 8]]
/** If a rule is broken with this many different values of a field, it does not depend on the field. */
const DIFFERENT_VALUES = 3

/**
 * Rules between fields are checked only once each field is right by itself. This finds the rules that
 * are broken whatever the malformed fields will be: with other values in their places, the sentences
 * are the same each time.
 */
function disagreementsBeside(
  malformed: readonly FieldProblem[],
  config: unknown,
): readonly FieldProblem[] {
  const paths = [...new Set(malformed.map(({ path }) => path.replace(/(\.\d+)+$/, '')))]
  const choices = paths.map((path) => ({ path, values: allowedAt(path, config) }))
  const repaired = Array.from({ length: DIFFERENT_VALUES }, (_, i) =>
    choices.reduce(
      (changed, { path, values }) => replaced(changed, path.split('.'), values[i % values.length]),
      config,
    ),
  ).filter((changed) => runConfigShape.safeParse(changed).success)
  const [first = [], ...others] = repaired.map((each) => problemsOf(runConfigSchema, each))
  const isSame = (a: FieldProblem) => (b: FieldProblem) =>
    a.path === b.path && a.message === b.message
  return first.filter(
    (problem) =>
      !paths.some((path) => problem.path === path || problem.path.startsWith(`${path}.`)) &&
      others.every((each) => each.some(isSame(problem))),
  )
}

const allowedAt = (path: string, config: unknown): readonly unknown[] =>
  standIns.filter((value) => {
    const { error } = runConfigShape.safeParse(replaced(config, path.split('.'), value))
    return !error?.issues.some((issue) => `${issue.path.join('.')}.`.startsWith(`${path}.`))
  })

function replaced(
  within: unknown,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): unknown {
  if (typeof within !== 'object' || within === null) return within
  const part = (within as Record<string, unknown>)[key]
  return { ...within, [key]: rest.length === 0 ? value : replaced(part, rest, value) }
}

/** Says in one line why nothing can be started, with the number of wrong fields; null if it can. */
export function formObstacle(
  found: readonly FieldProblem[],
  seedsProblem: string | null,
  sentenceOf: (problem: FieldProblem) => string,
): string | null {
  const sentences = [
    ...found.map(sentenceOf),
    ...(seedsProblem === null ? [] : [`Several seeds: ${seedsProblem}`]),
  ]
  const [first = null] = sentences
  return sentences.length > 1 ? `${sentences.length} fields need attention. ${first}` : first
}

const environmentIn = (config: unknown): EnvironmentId | null => {
  const id = (config as { environment?: { id?: unknown } }).environment?.id
  return environmentIds.find((known) => known === id) ?? null
}

/** The configured environment with its parameters; with the default ones where they are not valid. */
export function environmentSettingsIn(config: unknown): EnvironmentSettings | null {
  const id = environmentIn(config)
  if (!id) return null
  const { parameters } = (config as { environment: { parameters?: unknown } }).environment
  const { success, data } = environment.safeParse({ id, parameters })
  return success ? data : environment.parse({ id })
}

const baselineIn = (config: unknown): unknown =>
  (config as { estimator?: { baseline?: unknown } }).estimator?.baseline

/** Values to begin with for fields that have no default. */
export function suggestValue(path: string, config: unknown): unknown {
  const suggestions: Readonly<Record<string, unknown>> = {
    'batch.episodes': 16,
    'batch.environmentSteps': 4096,
    'budget.environmentSteps': 500_000,
    'budget.episodes': 2000,
    'budget.updates': 200,
  }
  const id = environmentIn(config)
  if (/^environment\.initialState\.(state|low|high)$/.test(path) && id) {
    return describeDefault(id).state.map(() => 0)
  }
  return suggestions[path]
}

/** Why a policy cannot act in the configured environment, in a sentence; null: it can. */
export function policyMisfit(kind: unknown, config: unknown): string | null {
  const id = environmentIn(config)
  if (!id) return null
  const { config: valid } = presets['cartpole-reinforce']!
  const found = runProblems({ ...valid, environment: { id }, policy: { kind } })
  return found.find(({ path }) => path === 'policy.kind')?.message ?? null
}

/** The features a parameter belongs to. */
const featuresOf: Readonly<Record<string, string>> = {
  'policy.polynomialDegree': 'polynomial',
  'policy.fourierOrder': 'fourier',
  'policy.tilings': 'tile-coding',
  'policy.tilesPerDimension': 'tile-coding',
}

/** Whether the field has any effect in this configuration. */
export function isUsed(path: string, config: unknown): boolean {
  if (path.startsWith('estimator.value.')) return baselineIn(config) === 'value'
  const features = featuresOf[path]
  if (features) {
    const { policy } = config as { policy?: { features?: unknown } }
    return policy?.features === features
  }
  if (path === 'environment.parameters.successRate') {
    const { parameters } = (config as { environment: { parameters?: { isSlippery?: unknown } } })
      .environment
    return parameters?.isSlippery !== false
  }
  if (path !== 'policy.sigma' && path !== 'policy.initialSigma') return true
  const id = environmentIn(config)
  return !id || describeDefault(id).actionSpace.kind === 'continuous'
}
