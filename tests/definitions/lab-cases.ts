import { createLabSampler } from '#core/exact/lab-sampler.ts'
import type { Lab } from '#core/exact/lab.ts'
import type { FiniteEnvironment } from '#core/environments/finite-environment.ts'
import { allTrajectories, discountedReturn } from '../core/exact/brute-force.ts'
import { engine, finiteLab } from '../core/exact/labs.ts'
import { corridor, windyPair } from '../core/exact/small-problems.ts'
import { finish } from '../compare/stored-group.ts'
import { scoreSum, type Known, type Trajectory } from './lab-estimators.ts'
import { dot, range, sum, tabularProblem, type Tabular } from './tabular-problem.ts'

/* Problems of the exact lab, what θ comes to in them, and the trajectories that a check plays. */

export interface Case {
  readonly lab: Lab
  readonly model: FiniteEnvironment
  readonly problem: Tabular
}

export const caseOf = (
  model: FiniteEnvironment,
  look: 'one-hot' | 'constant',
  horizon: number,
  gamma: number,
): Case => {
  const lab = finiteLab({ model, look, horizon, gamma }, (count) =>
    Float64Array.from({ length: count }, (_, i) => 0.4 * Math.sin(i + 1)),
  )
  return { lab, model, problem: tabularProblem(model, lab.exact) }
}

/** Few trajectories, of one, two and three steps. */
export const fork: FiniteEnvironment = {
  stateCount: 2,
  actionCount: 2,
  initialProbabilities: Float64Array.of(1, 0),
  transitions(state, action) {
    const reward = [
      [1, 0],
      [2, -1],
    ][state]![action]!
    return [{ probability: 1, nextState: 1, reward, terminated: state !== action }]
  },
  writeState: (state, into, at) => void (into[at] = state),
}

export const cases = {
  'two states with wind': caseOf(windyPair, 'one-hot', 4, 0.9),
  'the corridor, in which all states look alike': caseOf(corridor, 'constant', 7, 1),
}

/** What θ comes to, trajectory by trajectory. */
export function bruteForce({ lab, model, problem }: Case, theta = lab.parameters) {
  const policy = problem.states.flatMap((s) => problem.policy(theta, s))
  let [J, steps] = [0, 0]
  const gradient = range(theta.length).map(() => 0)
  for (const trajectory of allTrajectories(model, policy, problem.horizon)) {
    const R = discountedReturn(trajectory, problem.gamma)
    J += trajectory.probability * R
    steps += trajectory.probability * trajectory.steps.length
    const score = scoreSum(trajectory.steps, () => 1, { problem, theta })
    score.forEach((x, i) => (gradient[i]! += trajectory.probability * R * x))
  }
  return { J, steps, gradient }
}

export const SEED = 3
export const TRAJECTORIES = 240

/** The trajectories of the check’s own sampler, `count` at a time. */
export function* played({ lab, problem }: Case, seed: number, atOnce: number, count: number) {
  const { stateValue } = lab.exact.values(lab.parameters)
  const { V } = problem.values(lab.parameters)
  const sampler = createLabSampler({ ...lab, stateValue, engine, seed, trajectories: atOnce })
  for (;;) {
    finish(sampler.play())
    for (let from = 0; from < atOnce; from += count) {
      const part = sampler.part(from, count)
      const width = part.observations.length / part.steps
      const rows = Map.groupBy(range(part.steps), (row) => part.trajectory[row]!)
      yield range(count).map((k): Trajectory =>
        rows.get(k)!.map((row) => {
          const input = part.observations.subarray(row * width, (row + 1) * width)
          // Where all states look alike, V tells which it is at that time.
          const state = stateAt(problem, V, input, part.time[row]!, part.stateValues[row]!)
          return { state, action: part.actions[row]!, reward: part.rewards[row]! }
        }),
      )
    }
  }
}

function stateAt(problem: Tabular, V: number[][], input: Float32Array, t: number, value: number) {
  const first = problem.stateOf(input)
  const alike = problem.states.filter((s) => Math.abs(V[t]![s]! - value) < 1e-9)
  return alike.includes(first) ? first : alike[0]!
}

/** b_k = E[S_k² R]/E[S_k²], over 16 batches of 256, each worth nine tenths of the next. */
function learnedOptimal(given: Case, known: Pick<Known, 'problem' | 'theta'>): number[] {
  const batches = played(given, ~SEED >>> 0, 256, 256)
  const plain = range(known.theta.length).map(() => 0)
  const weighted = [...plain]
  for (let batch = 0; batch < 16; batch++) {
    const trajectories = batches.next().value as Trajectory[]
    const scores = trajectories.map((each) => scoreSum(each, () => 1, known))
    const returns = trajectories.map((steps) =>
      discountedReturn({ probability: 1, steps }, known.problem.gamma),
    )
    for (const i of range(plain.length)) {
      const squares = scores.map((S) => S[i]! ** 2)
      plain[i] = 0.9 * plain[i]! + sum(squares)
      weighted[i] = 0.9 * weighted[i]! + dot(squares, returns)
    }
  }
  return plain.map((sums, i) => (sums > 0 ? weighted[i]! / sums : 0))
}

export function knownOf(given: Case): Known {
  const { lab, problem } = given
  const theta = lab.parameters
  const d = problem.visits(theta)
  const { V } = problem.values(theta)
  const perTime = d.map((visit, t) => dot(visit, V[t]!))
  const going = d.map(sum)
  return {
    ...{ problem, theta, V },
    J: problem.objective(theta),
    meanRewardToGo: sum(perTime) / sum(going),
    timeMeans: perTime.map((value, t) => (going[t]! > 0 ? value / going[t]! : 0)),
    optimal: learnedOptimal(given, { problem, theta }),
  }
}
