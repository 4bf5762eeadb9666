import { describe, expect, it } from 'vitest'
import { createFiniteEnvironment } from '#core/environments/create-finite-environment.ts'
import { stepSizeView } from '#core/exact/step-size.ts'
import type { StepCurve, StepDirection, StepSizeView } from '#shared/step-size.ts'
import { stepDefinitions } from '#renderer/lab/definitions.ts'
import { exampleConfig } from '../core/example-config.ts'
import { configuredLab, engine } from '../core/exact/labs.ts'
import { finish } from '../compare/stored-group.ts'
import { cosineOf, dot, length, range, sum, tabularProblem } from './tabular-problem.ts'

/* Every number beside a step in θ is computed anew, for a table on a small lake that slips. */

const maxKl = 0.02
const clip = 0.1
const environment = { id: 'FrozenLake-v1', parameters: { maxEpisodeSteps: 7 } } as const
const changes = {
  environment,
  policy: { kind: 'softmax-linear', features: 'one-hot' },
  estimator: { gamma: 0.9 },
} as const
const point = {
  kind: 'vector' as const,
  parameters: range(64).map((i) => 0.5 * Math.sin(3 * i)),
}
const { exact, parameters: theta } = configuredLab(changes, point)
const config = exampleConfig(changes)
const problem = tabularProblem(createFiniteEnvironment(config.environment)!, exact)
const { states, actions, gamma } = problem
const view: StepSizeView = finish(stepSizeView({ config, point, maxKl, clip }, engine))

const J = problem.objective(theta)
const gradient = problem.gradient(theta)
const d = problem.visits(theta)
const { V, Q } = problem.values(theta)
const at = (state: number, action: number) => state * actions.length + action

/** d_π: the share of an episode’s steps in each state. */
const visited = states.map((s) => sum(d.map((visit) => visit[s]!)) / sum(d.flat()))

/** Σ_t γ^t d_t(s) π(a|s) f(A_t(s, a)). */
const weighted = (f: (advantage: number) => number) =>
  states.map((s) =>
    actions.map((a) =>
      sum(
        d.map(
          (visit, t) =>
            gamma ** t * visit[s]! * problem.policy(theta, s)[a]! * f(Q[t]![s]![a]! - V[t]![s]!),
        ),
      ),
    ),
  )
const advantages = weighted((A) => A)
const gains = weighted((A) => Math.max(0, A))
const losses = weighted((A) => Math.min(0, A))

const ratio = (moved: Float64Array, s: number, a: number) =>
  problem.policy(moved, s)[a]! / problem.policy(theta, s)[a]!
const overPairs = (term: (state: number, action: number) => number) =>
  sum(states.flatMap((s) => actions.map((a) => term(s, a))))

const surrogate = (moved: Float64Array) =>
  J + overPairs((s, a) => ratio(moved, s, a) * advantages[s]![a]!)

/** E[min(r A, clip(r, 1 − ε, 1 + ε) A)]. */
const clipped = (moved: Float64Array) =>
  overPairs((s, a) => {
    const r = ratio(moved, s, a)
    return Math.min(r, 1 + clip) * gains[s]![a]! + Math.max(r, 1 - clip) * losses[s]![a]!
  })

/**
 * F is Σ_s d_π(s) (diag π − ππᵀ) in a table: F d = ∇J where d = ∇J/(d_π π) but for a constant in each state,
 * and the shortest d has none.
 */
function natural(): Float64Array {
  const found = new Float64Array(theta.length)
  for (const s of states) {
    if (visited[s] === 0) continue
    const p = problem.policy(theta, s)
    const block = actions.map((a) => gradient[at(s, a)]! / visited[s]! / p[a]!)
    for (const a of actions) found[at(s, a)] = block[a]! - sum(block) / actions.length
  }
  return found
}

/** 10 steps of Adam up the clipped surrogate, whose slope is found by differences. */
function ascent(): Float64Array {
  let moved = theta.slice()
  const [m, v] = [range(theta.length).map(() => 0), range(theta.length).map(() => 0)]
  for (let step = 1; step <= 10; step++) {
    const h = 1e-6
    const shifted = (i: number, by: number) => moved.map((x, j) => (i === j ? x + by : x))
    const slope = range(theta.length).map(
      (i) => (clipped(shifted(i, h)) - clipped(shifted(i, -h))) / (2 * h),
    )
    moved = moved.map((x, i) => {
      // A slope of a state that no step comes to is exactly 0.
      m[i] = 0.9 * m[i]! + 0.1 * slope[i]!
      v[i] = 0.999 * v[i]! + 0.001 * slope[i]! ** 2
      const corrected = Math.sqrt(v[i] / (1 - 0.999 ** step)) + 1e-8
      return x + (0.03 * m[i]) / (1 - 0.9 ** step) / corrected
    })
  }
  return moved.map((x, i) => x - theta[i]!)
}

/** dᵀFd: the mean square of the score along d. */
const curvature = (direction: Float64Array) =>
  overPairs(
    (s, a) =>
      visited[s]! * problem.policy(theta, s)[a]! * dot(problem.score(theta, s, a), direction) ** 2,
  )

const naturalDirection = natural()
const directions: Record<StepDirection, Float64Array> = {
  sgd: gradient,
  'natural-gradient': naturalDirection,
  trpo: naturalDirection.map((x) => x * Math.sqrt((2 * maxKl) / dot(naturalDirection, gradient))),
  ppo: ascent(),
}

type Numbered = readonly (readonly [found: number | null, expected: number | null])[]

const kl = (moved: Float64Array) =>
  overPairs((s, a) => {
    const p = problem.policy(theta, s)[a]!
    return -visited[s]! * p * Math.log(ratio(moved, s, a))
  })
const entropy = (moved: Float64Array) =>
  overPairs((s, a) => {
    const p = problem.policy(moved, s)[a]!
    return p > 0 ? -visited[s]! * p * Math.log(p) : 0
  })

/** At every point of a curve, what is found beside what is expected at θ + αd. */
const along = (
  { direction, points }: StepCurve,
  of: (point: StepCurve['points'][number], moved: Float64Array) => Numbered,
): Numbered =>
  points.flatMap((each) =>
    of(
      each,
      theta.map((x, i) => x + each.alpha * directions[direction][i]!),
    ),
  )

const recomputed: Record<keyof typeof stepDefinitions, (curve: StepCurve) => Numbered> = {
  direction: (curve) => [
    [curve.length, length(directions[curve.direction])],
    [curve.cosine, cosineOf(directions[curve.direction], gradient)],
  ],
  objective: (curve) =>
    along(curve, (each, moved) => [
      [each.J, problem.objective(moved)],
      [each.firstOrder, J + each.alpha * dot(gradient, directions[curve.direction])],
      [each.surrogate, surrogate(moved)],
    ]),
  divergence: (curve) =>
    along(curve, (each, moved) => [
      [each.kl, kl(moved)],
      [each.quadraticKl, 0.5 * each.alpha ** 2 * curvature(directions[curve.direction])],
    ]),
  entropy: (curve) => along(curve, (each, moved) => [[each.entropy, entropy(moved)]]),
  gain: (curve) =>
    along(curve, (each, moved) => [
      [each.J - view.J, problem.objective(moved) - J],
      [each.kl, kl(moved)],
    ]),
}

describe.each(view.curves.map((curve) => [curve.direction, curve] as const))(
  'a step of %s',
  (direction, curve) => {
    it.each(Object.entries(recomputed))('%s', (_, compute) => {
      // The slope of the clipped surrogate is found by differences.
      const tolerance = direction === 'ppo' ? 1e-5 : 1e-8
      const numbers = compute(curve)
      for (const [found, expected] of numbers) {
        const error = Math.abs(found! - expected!)
        expect(error).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected!)))
      }
    })
  },
)

it('there are all four directions, with J, its optimum and the entropy at θ', () => {
  expect(view.curves.map(({ direction }) => direction)).toEqual(Object.keys(directions))
  expect(view.J).toBeCloseTo(J, 12)
  expect(view.entropy).toBeCloseTo(entropy(theta), 12)
})
