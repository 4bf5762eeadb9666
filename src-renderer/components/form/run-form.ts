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
import { runConfigSchema } from '#shared/run-config.ts'
import { fieldsOf, type JsonSchema } from './fields.ts'

/* What the form of a run knows beside the schema. */

/** Fields of a run's configuration, from its schema. */
export const runFields = fieldsOf(z.toJSONSchema(runConfigSchema, { io: 'input' }) as JsonSchema)

export interface FieldProblem {
  /** Names of the fields from the configuration on, with dots. */
  readonly path: string
  readonly message: string
}

/** What is wrong with a configuration, field by field. */
export const runProblems = (config: unknown): readonly FieldProblem[] =>
  problems(runConfigSchema, config).map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message: message.replace(' is ""', ' is empty').replace('of type number', 'a number'),
  }))

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
