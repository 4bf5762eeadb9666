import { norm } from '#core/optimizers/optimizer.ts'
import { createOptimizer } from '#core/optimizers/create-optimizer.ts'
import type { Optimizer, StepReport } from '#core/optimizers/optimizer.ts'
import type { Policy } from '#core/policies/policy.ts'
import { runConfigSchema, type RunConfig, type RunConfigInput } from '#shared/run-config.ts'

/** An optimizer's configuration with its defaults. */
export const optimizerConfig = (input: RunConfigInput['optimizer']): RunConfig['optimizer'] =>
  runConfigSchema.shape.optimizer.parse(input)

/** One step of an optimizer that looks at nothing but the gradient. */
export function climb(
  optimizer: Optimizer,
  parameters: Float32Array,
  numbers: readonly number[],
  budgetUsed = 0,
): StepReport {
  const gradient = Float32Array.from(numbers)
  const policy = { parameters, parametersChanged: () => undefined } as unknown as Policy
  const problem = { policy, gradient, gradientNorm: norm(gradient), budgetUsed }
  const experience = () => {
    throw new Error('asked for the batch')
  }
  const next = optimizer.step({ ...problem, experience }).next()
  if (!next.done) throw new Error('stopped in the middle')
  return next.value
}

/** How the parameters moved with each gradient. */
export function moves(
  config: RunConfigInput['optimizer'],
  gradients: readonly (readonly number[])[],
  budgetUsed: readonly number[] = [],
): number[][] {
  const optimizer = createOptimizer(optimizerConfig(config), gradients[0]!.length)
  const parameters = new Float32Array(gradients[0]!.length)
  return gradients.map((gradient, i) => {
    const before = parameters.slice()
    climb(optimizer, parameters, gradient, budgetUsed[i])
    return Array.from(parameters, (parameter, j) => parameter - before[j]!)
  })
}
