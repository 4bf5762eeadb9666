import { describeEnvironment } from '#shared/environments.ts'
import type { RunConfig } from '#shared/run-config.ts'

/** Lowest and highest value of each component of an action; infinite where there is no bound. */
export type ActionBounds = readonly (readonly [low: number, high: number])[]

/** Null: the actions are discrete, or none of their components is bounded. */
export function actionBounds(environment: RunConfig['environment']): ActionBounds | null {
  const { actionSpace } = describeEnvironment(environment)
  if (actionSpace.kind === 'discrete') return null
  const bounds = Array.from(
    { length: actionSpace.size },
    (_, i) => actionSpace.quantities[i]?.range ?? ([-Infinity, Infinity] as const),
  )
  return bounds.some((range) => range.some(Number.isFinite)) ? bounds : null
}

/** How many numbers of the first `count` actions lie outside the bounds. */
export function countClipped(actions: Float32Array, count: number, bounds: ActionBounds): number {
  let clipped = 0
  bounds.forEach(([low, high], component) => {
    for (let at = component; at < count * bounds.length; at += bounds.length) {
      if (actions[at]! < low || actions[at]! > high) clipped++
    }
  })
  return clipped
}
