/** What comparisons of three runs with three others would have said, if nothing differs between them. */
export interface TripleComparisons {
  /** Ways to choose three and three others. */
  readonly comparisons: number
  /** Share of them in which the two means differ by more than `difference`. */
  readonly shareBeyond: number
  /** Share of them in which every run of one is better than every run of the other. */
  readonly shareSeparated: number
}

/** All ways to set three of the scores against three others, each pair of triples once. */
export function disjointTriples(scores: readonly number[], difference: number): TripleComparisons {
  const triples: { mask: number; mean: number; low: number; high: number }[] = []
  for (let a = 0; a < scores.length; a++) {
    for (let b = a + 1; b < scores.length; b++) {
      for (let c = b + 1; c < scores.length; c++) {
        const three = [scores[a]!, scores[b]!, scores[c]!] as const
        triples.push({
          mask: (1 << a) | (1 << b) | (1 << c),
          mean: (three[0] + three[1] + three[2]) / 3,
          low: Math.min(...three),
          high: Math.max(...three),
        })
      }
    }
  }
  let comparisons = 0
  let beyond = 0
  let separated = 0
  for (const [i, first] of triples.entries()) {
    for (let j = i + 1; j < triples.length; j++) {
      const second = triples[j]!
      if (first.mask & second.mask) continue
      comparisons++
      if (Math.abs(first.mean - second.mean) > difference) beyond++
      if (first.low > second.high || second.low > first.high) separated++
    }
  }
  return {
    comparisons,
    shareBeyond: comparisons ? beyond / comparisons : 0,
    shareSeparated: comparisons ? separated / comparisons : 0,
  }
}
