import * as z from 'zod'
import { labQuestion } from './gradient-check.ts'

/* How far to go: what J and the policy do along a direction in θ, exactly. */

export const stepDirections = ['sgd', 'natural-gradient', 'trpo', 'ppo'] as const
export type StepDirection = (typeof stepDirections)[number]

export const stepSizeRequest = z.strictObject({
  ...labQuestion,
  /** Length of the TRPO step, as a mean KL. */
  maxKl: z.number().positive().max(10).default(0.01),
  /** ε of PPO. */
  clip: z.number().positive().lt(1).default(0.2),
})
export type StepSizeRequest = z.infer<typeof stepSizeRequest>

/** Everything at θ + α·d. A number that is too large to be one is null. */
export interface StepPoint {
  readonly alpha: number
  /** J(θ + αd). */
  readonly J: number
  /** J(θ) + α ∇J·d. */
  readonly firstOrder: number
  /** L(θ + αd) = J(θ) + Σ_t γ^t E_{s ~ d_t, a ~ π_θ}[π_{θ+αd}(a|s)/π_θ(a|s)·A_t(s,a)]. */
  readonly surrogate: number
  /** Mean over d_π of KL(π_θ ‖ π_{θ+αd}), nats. */
  readonly kl: number | null
  /** ½α² dᵀFd, what the KL is near θ. */
  readonly quadraticKl: number
  /** Mean over d_π of H(π_{θ+αd}), nats. */
  readonly entropy: number
}

export interface StepCurve {
  readonly direction: StepDirection
  /** ‖d‖; α is in multiples of d. */
  readonly length: number
  /** Of the angle between d and ∇J. */
  readonly cosine: number | null
  readonly points: readonly StepPoint[]
}

export interface StepSizeView {
  readonly J: number
  readonly optimum: number
  readonly entropy: number
  readonly maxKl: number
  readonly clip: number
  /** Without those whose direction is not known exactly. */
  readonly curves: readonly StepCurve[]
}
