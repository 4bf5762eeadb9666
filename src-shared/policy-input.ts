import { describeEnvironment, type EnvironmentDescription } from './environments.ts'
import type { RunConfig } from './run-config.ts'

/** What decides how an observation becomes the input of the policy's network. */
export type PolicyInputSettings = Pick<RunConfig, 'environment' | 'policy'>

/** How many values an observation has that is one index; null: it is made of quantities. */
export function indexCount({ observation }: EnvironmentDescription): number | null {
  const [first] = observation
  return observation.length === 1 ? (first!.values ?? null) : null
}

/** Numbers the policy's network is given at every step. */
export function inputSize({ environment }: PolicyInputSettings): number {
  const description = describeEnvironment(environment)
  return indexCount(description) ?? description.observation.length
}
