import type { Policy } from '../policies/policy.ts'

/** Makes these the policy's parameters. */
export function useParameters(policy: Policy, parameters: Float32Array): void {
  policy.parameters.set(parameters)
  policy.parametersChanged()
}

/**
 * Runs a part of a step that tries parameters out. In its pauses the policy has those from before,
 * because whoever is given the pause may copy the policy or keep it.
 */
export function* tryOut<Result>(
  policy: Policy,
  part: Generator<void, Result>,
): Generator<void, Result> {
  const before = policy.parameters.slice()
  const tried = policy.parameters.slice()
  for (;;) {
    const next = part.next()
    if (next.done) return next.value
    tried.set(policy.parameters)
    useParameters(policy, before)
    yield
    useParameters(policy, tried)
  }
}
