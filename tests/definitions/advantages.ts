import type { RunConfig } from '#shared/run-config.ts'
import type { WatchedUpdate } from './watched-run.ts'

/* The factor of ∇log π at every row, by the formulas of docs/reinforce.md, trajectory by trajectory. */

export interface Judged {
  /** By row, before the division by K or by the number of steps. */
  readonly advantages: readonly number[]
  /** Mean over the steps of what was subtracted; null if nothing is. */
  readonly baseline: number | null
  /** G_t with tails, and the targets of V. */
  readonly returns: readonly number[]
  readonly targets: readonly number[] | null
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** 1/n Σ(x − x̄)². */
export const variance = (values: readonly number[]): number => {
  const center = mean(values)
  return mean(values.map((value) => (value - center) ** 2))
}

/** Rows of each trajectory, by time. */
export function rowsByTrajectory({ trajectories, trajectory, steps }: WatchedUpdate): number[][] {
  const rows = Array.from({ length: trajectories }, (): number[] => [])
  for (let row = 0; row < steps; row++) rows[trajectory[row]!]!.push(row)
  return rows
}

/** Computes the updates of a run in their order, since baselines remember. */
export function createJudge({ estimator }: Pick<RunConfig, 'estimator'>) {
  const { weight, gamma, gaeLambda, baseline, normalizeAdvantages, discountStates } = estimator
  let running: number | null = null
  const runningAt: number[] = []

  return function judge(update: WatchedUpdate): Judged {
    const { steps, time, rewards, values } = update
    const all = rowsByTrajectory(update)
    const returns = new Array<number>(steps)
    const weights = new Array<number>(steps)
    const subtracted = new Array<number>(steps).fill(0)
    for (const [k, rows] of all.entries()) {
      let G = values ? values.tails[k]! : 0
      for (const row of rows.toReversed()) returns[row] = G = rewards[row]! + gamma * G
      for (const row of rows)
        weights[row] = weight === 'return' ? returns[rows[0]!]! : returns[row]!
    }
    const plain = [...weights]
    const subtract = (row: number, b: number) => {
      subtracted[row] = b
      weights[row] = weights[row]! - b
    }
    const everyRow = Array.from({ length: steps }, (_, row) => row)

    if (baseline === 'mean') {
      everyRow.forEach((row) => subtract(row, running ?? 0))
      const found = weight === 'return' ? mean(all.map(([row]) => plain[row!]!)) : mean(plain)
      running = running === null ? found : 0.9 * running + 0.1 * found
    } else if (baseline === 'time-mean') {
      const atTime = Map.groupBy(everyRow, (row) => time[row]!)
      everyRow.forEach((row) => subtract(row, runningAt[time[row]!] ?? 0))
      for (const [t, rows] of atTime) {
        const found = mean(rows.map((row) => plain[row]!))
        const known = runningAt[t]
        runningAt[t] = known === undefined ? found : 0.9 * known + 0.1 * found
      }
    } else if (baseline === 'leave-one-out' && all.length > 1) {
      for (const [k, rows] of all.entries()) {
        for (const row of rows) {
          const others: (number | undefined)[] = all.flatMap((other, j) =>
            j === k ? [] : [other[weight === 'return' ? 0 : time[row]!]],
          )
          const total = others.reduce<number>(
            (sum, other) => sum + (other === undefined ? 0 : plain[other]!),
            0,
          )
          subtract(row, total / others.length)
        }
      }
    } else if (baseline === 'value') {
      everyRow.forEach((row) => subtract(row, values!.rows[row]!))
    }
    if (gaeLambda !== null && values) {
      for (const [k, rows] of all.entries()) {
        let [A, next] = [0, values.tails[k]!]
        for (const row of rows.toReversed()) {
          const V = values.rows[row]!
          A = rewards[row]! + gamma * next - V + gamma * gaeLambda * A
          next = V
          weights[row] = A
        }
      }
    }
    const targets = values && weights.map((A, row) => A + values.rows[row]!)
    if (normalizeAdvantages) {
      const [center, deviation] = [mean(weights), Math.sqrt(variance(weights))]
      everyRow.forEach((row) => (weights[row] = (weights[row]! - center) / (deviation + 1e-8)))
    }
    if (discountStates && weight !== 'return') {
      everyRow.forEach((row) => (weights[row] = weights[row]! * gamma ** time[row]!))
    }
    const hasBaseline = baseline !== 'none' && baseline !== 'optimal'
    return {
      advantages: weights,
      baseline: hasBaseline ? mean(subtracted) : null,
      returns,
      targets,
    }
  }
}
