import { standardDeviation } from '#shared/sample.ts'

/** The last returns of a run, as many as the widest mean asks for. */
export interface RecentReturns {
  add(episodeReturn: number): void
  /** Of the last `count`, or of all while there are fewer; null: there are none. */
  mean(count: number): number | null
  /** s/√n of the last n ≤ count returns, s² = Σ(x − x̄)²/(n − 1); null for fewer than two. */
  standardError(count: number): number | null
  /** The oldest first. */
  save(): number[]
  restore(returns: readonly number[]): void
}

export function createRecentReturns(capacity: number): RecentReturns {
  const ring = new Float64Array(capacity)
  let total = 0

  const reach = (count: number) => Math.min(count, total, capacity)

  /** Returns the last n, oldest first. */
  const last = (n: number) => Array.from({ length: n }, (_, i) => ring[(total - n + i) % capacity]!)

  function mean(count: number): number | null {
    const n = reach(count)
    let sum = 0
    for (let i = total - n; i < total; i++) sum += ring[i % capacity]!
    return n === 0 ? null : sum / n
  }

  return {
    add: (episodeReturn) => void (ring[total++ % capacity] = episodeReturn),
    mean,
    standardError(count) {
      const known = last(reach(count))
      const deviation = standardDeviation(known)
      return deviation === null ? null : deviation / Math.sqrt(known.length)
    },
    save: () => last(reach(capacity)),
    restore(returns) {
      ring.set(returns)
      total = returns.length
    },
  }
}
