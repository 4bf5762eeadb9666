import * as z from 'zod'
import { exactnessProblem } from '#shared/exact-environments.ts'
import {
  gradientCheckRequest,
  labEstimators,
  type LabEstimatorName,
  type LabPoint,
} from '#shared/gradient-check.ts'
import { problems } from '#shared/parse.ts'
import { parseRunConfig, runConfigSchema, type RunConfig } from '#shared/run-config.ts'
import type { Run } from '#shared/run.ts'
import { problemSentence } from '#renderer/components/form/form-context.ts'
import type { FigureSubject } from '#renderer/charts/function-chart.ts'

export const pointKinds = ['initial', 'zero', 'slider', 'vector', 'run'] as const
export type PointKind = (typeof pointKinds)[number]

/** What the lab's form holds: perhaps not valid yet. */
export interface LabSetup {
  readonly environment: unknown
  readonly policy: unknown
  readonly gamma: unknown
  readonly pointKind: PointKind
  readonly slider: number
  /** θ as it is typed: numbers with commas or spaces between. */
  readonly vector: string
  readonly runId: number | null
  readonly batchSizes: readonly unknown[]
  readonly trajectories: unknown
  readonly seed: unknown
  readonly estimators: readonly LabEstimatorName[]
}

const { environment, policy } = parseRunConfig({
  environment: { id: 'ShortCorridor-v0' },
  policy: { kind: 'softmax-linear' },
  optimizer: { kind: 'sgd' },
  batch: { episodes: 1 },
  budget: { updates: 1 },
})

/** The corridor, of which everything is known. */
export const firstSetup: LabSetup = {
  environment,
  policy,
  gamma: 1,
  pointKind: 'slider',
  slider: 0.5,
  vector: '',
  runId: null,
  batchSizes: [1, 2, 5, 20],
  trajectories: 20_000,
  seed: 1,
  estimators: labEstimators,
}

/** A run brings its environment, policy and γ. */
export const broughtBy = ({ id, config }: Run): Partial<LabSetup> => ({
  runId: id,
  environment: config.environment,
  policy: config.policy,
  gamma: config.estimator.gamma,
})

/** Why the lab can't look at the policy of a run; null: it can. */
export function policyObstacle({ config, progress }: Run): string | null {
  return progress.updates === 0
    ? 'it has no update yet, and so no stored policy'
    : exactnessProblem(config)
}

/** The configuration the form means; what the lab does not ask for is of no effect. */
export const configOf = ({ environment, policy, gamma, seed }: LabSetup): unknown => ({
  environment,
  policy,
  estimator: { gamma },
  optimizer: { kind: 'sgd' },
  batch: { episodes: 1 },
  budget: { updates: 1 },
  seed,
})

/** A valid configuration with exact values, or why there is none. */
export function exactConfig(setup: LabSetup): RunConfig | string {
  const { data, error } = runConfigSchema.safeParse(configOf(setup))
  if (error) return firstProblem(runConfigSchema, configOf(setup))
  return exactnessProblem(data) ?? data
}

const theta = z.array(z.number())

/** θ, or what is wrong with it. */
export function pointOf(setup: LabSetup): LabPoint | string {
  switch (setup.pointKind) {
    case 'initial':
    case 'zero':
      return { kind: setup.pointKind }
    case 'slider':
      return { kind: 'slider', value: setup.slider }
    case 'vector': {
      const words = setup.vector.split(/[\s,;[\]]+/).filter(Boolean)
      const { data } = theta.safeParse(words.map((word) => Number(word.replace('−', '-'))))
      return data ? { kind: 'vector', parameters: data } : 'θ must be numbers with commas between'
    }
    case 'run':
      return setup.runId === null ? 'Choose a run' : { kind: 'run', runId: setup.runId }
  }
}

/** What to ask the backend, or the first thing wrong with the form. */
export function requestOf(setup: LabSetup, taskId: string) {
  const config = exactConfig(setup)
  if (typeof config === 'string') return config
  const point = pointOf(setup)
  if (typeof point === 'string') return point
  const { batchSizes, trajectories, seed, estimators } = setup
  const sizes = [...batchSizes].sort((a, b) => Number(a) - Number(b))
  const request = { taskId, config, point, seed, trajectories, batchSizes: sizes, estimators }
  const { data } = gradientCheckRequest.safeParse(request)
  return data ?? firstProblem(gradientCheckRequest, request)
}

const titles: Readonly<Record<string, string>> = {
  batchSizes: 'Trajectories per estimate',
  trajectories: 'Trajectories',
  estimators: 'Estimators',
}

/** The first thing wrong, by what the form calls the field. */
function firstProblem(schema: z.ZodType, input: unknown): string {
  const { path, message } = problems(schema, input)[0]!
  const title = titles[String(path[0])]
  const sentence = { path: path.join('.'), message }
  return title === undefined ? problemSentence(sentence) : message.replace(sentence.path, title)
}

const pointTexts: Readonly<Record<PointKind, (setup: LabSetup) => string>> = {
  initial: () => 'the first parameters of a run',
  zero: () => '0',
  slider: ({ slider }) => `the slider’s value ${slider}`,
  vector: ({ vector }) => `(${vector.trim()})`,
  run: ({ runId }) => `the stored policy of run ${runId ?? '–'}`,
}

/** What the lab looks at, for the captions of its figures. */
export function subjectOf(setup: LabSetup): FigureSubject {
  const config = exactConfig(setup)
  if (typeof config === 'string') return { environment: '', caption: 'no valid configuration' }
  const { environment, policy, estimator, seed } = config
  return {
    environment: environment.id,
    caption: `${environment.id}, policy ${policy.kind}, γ = ${estimator.gamma}, seed ${seed}, θ is ${pointTexts[setup.pointKind](setup)}`,
  }
}
