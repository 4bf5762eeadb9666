/** Neighbouring rows of a run as one: where its last row lies, and the total, extremes and number of its values. */
export type Bucket = [
  index: number,
  x: number,
  /** Null: beyond what a number holds. */
  total: number | null,
  minimum: number,
  maximum: number,
  count: number,
]

/** Joins what was read of one bucket in several parts; `parts` are in order. */
export function mergeBuckets(parts: readonly Bucket[]): Bucket[] {
  const merged: Bucket[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (last?.[0] === part[0]) merged[merged.length - 1] = join(last, part)
    else merged.push(part)
  }
  return merged
}

const join = (a: Bucket, b: Bucket): Bucket => [
  a[0],
  b[1],
  a[2] === null || b[2] === null ? null : a[2] + b[2],
  Math.min(a[3], b[3]),
  Math.max(a[4], b[4]),
  a[5] + b[5],
]
