import type { RunResult } from '#shared/run-result.ts'
import type { Run } from '#shared/run.ts'

/*
 * Reads a sentence about a pair of groups and recomputes everything it says from the runs, by other
 * means than the program: the t distribution by integration, tests by counting. Returns what is wrong
 * with it.
 */

const SHAPE =
  /^On (?<score>.+?), (?:(?<winner>[ABC]) improves on (?<loser>[ABC]): )?P\((?<a>[ABC]) (?<relation>[<>]) (?<b>[ABC])\) = (?<p>[\d.]+) (?:\[95 % CI (?<lower>[\d.]+), (?<upper>[\d.]+)\]|\(no interval below 3 seeds\)), n = (?<n>\d+) vs (?<m>\d+) seeds(?: \((?<without>[^)]*)\))?; (?<conclusion>.*)\.$/

interface Member {
  readonly run: Run
  /** Null if it has no result. */
  readonly score: number | null
}

export function checkSentence(
  sentence: string,
  groups: readonly (readonly Run[])[],
  names: readonly string[],
  result: RunResult,
): string[] {
  const parsed = SHAPE.exec(sentence)?.groups
  if (!parsed) return ['cannot be read']
  const problems: string[] = []
  const expectThat = (holds: boolean, problem: string) => void (holds || problems.push(problem))
  const said = (text: string | undefined, value: number) =>
    text !== undefined && Math.abs(Number(text) - value) <= (text.length > 4 ? 0.0005001 : 0.005001)

  const [i, j] = [names.indexOf(parsed['a']!), names.indexOf(parsed['b']!)]
  const scored = groups.map((runs) => members(runs, result))
  const { x, y, limit } = scoresOf(scored[i]!, scored[j]!, result)
  const isLess = result === 'stepsToThreshold'
  expectThat(parsed['relation'] === (isLess ? '<' : '>'), 'direction of the relation')
  expectThat(
    limit === null || parsed['score']!.endsWith(`(at most ${limit.toLocaleString('en')})`),
    'limit of steps',
  )
  expectThat(Number(parsed['n']) === x.length && Number(parsed['m']) === y.length, 'n')

  const theta = isLess ? winsOver(y, x) : winsOver(x, y)
  expectThat(said(parsed['p'], theta), `P is ${theta}`)
  expectThat(theta >= 0.5, 'the better group comes first')
  const few = Math.min(x.length, y.length) < 3
  const [lower, upper] = newcombe(theta, x.length, y.length)
  if (few) expectThat(parsed['lower'] === undefined, 'an interval of fewer than three runs')
  else {
    expectThat(said(parsed['lower'], lower) && said(parsed['upper'], upper), `${lower} ${upper}`)
    expectThat(Number(parsed['lower']) > 0.5 === lower > 0.5, 'rounds across 0.5')
  }

  for (const [place, name] of [
    [i, parsed['a']!],
    [j, parsed['b']!],
  ] as const) {
    const part = parsed['without']?.split('; ').find((each) => each.startsWith(`${name}: `))
    const excluded = scored[place]!.filter(({ score }) => score === null)
    const early = scored[place]!.filter(({ run, score }) => score !== null && isEarly(run, result))
    const all = scored[place]!.length
    expectThat(
      (part?.includes(`${excluded.length} of ${all} runs excluded`) ?? false) ===
        excluded.length > 0,
      `excluded of ${name}`,
    )
    expectThat(
      (part?.includes(`${early.length} ended early`) ?? false) === early.length > 0,
      `early of ${name}`,
    )
  }

  const conclusion = parsed['conclusion']!
  const shared = groups[i]!.filter(
    (run) => has(scored[i]!, run) && has(scored[j]!, run) && groups[j]!.includes(run),
  )
  if (shared.length > 0) {
    expectThat(conclusion.startsWith('the groups share'), 'shared runs')
    expectThat(parsed['winner'] === undefined, 'a claim in spite of shared runs')
    return problems
  }
  const tests = adjustedTests(scored, result)
  const { p, name } = tests.find((each) => each.i === Math.min(i, j) && each.j === Math.max(i, j))!
  const pText = new RegExp(`${name} p (= ([\\d.]+)|< 0\\.001|< 0\\.05)(, Holm)?\\)`).exec(
    conclusion,
  )
  expectThat(pText !== null, `the ${name} test`)
  if (pText) {
    const number = pText[2]
    expectThat(
      number === undefined
        ? p < (pText[1] === '< 0.001' ? 0.001 : 0.05)
        : Math.abs(Number(number) - p) <= (number.length > 4 ? 0.0005001 : 0.005001),
      `p is ${p}`,
    )
    expectThat((pText[3] !== undefined) === tests.length > 1, 'Holm')
  }
  const isSignificant = p < 0.05
  const isApart = lower > 0.5
  const gap = isLess ? mean(y) - mean(x) : mean(x) - mean(y)
  const isClaim = !few && isSignificant && isApart && gap > 0
  expectThat((parsed['winner'] !== undefined) === isClaim, 'whether one improves on the other')
  if (parsed['winner']) expectThat(parsed['winner'] === parsed['a'], 'who improves')
  const expected = few
    ? 'too few seeds to conclude anything'
    : isClaim
      ? 'difference significant'
      : !isSignificant && !isApart
        ? 'difference not significant'
        : !isSignificant
          ? 'difference of means not significant'
          : gap > 0
            ? 'difference of means significant ('
            : 'difference of means significant the other way'
  expectThat(conclusion.startsWith(expected), `should say: ${expected}`)
  return problems
}

const has = (scored: readonly Member[], run: Run) =>
  scored.some((member) => member.run.id === run.id && member.score !== null)

/** One run per seed and configuration: the one that got furthest; of equals the first. */
function members(runs: readonly Run[], result: RunResult): Member[] {
  const kept: Run[] = []
  for (const run of [...runs].sort((a, b) => a.id - b.id)) {
    const at = kept.findIndex(
      (other) => other.config.seed === run.config.seed && other.configHash === run.configHash,
    )
    if (at < 0) kept.push(run)
    else if (run.progress.environmentSteps > kept[at]!.progress.environmentSteps) kept[at] = run
  }
  return kept.map((run) => ({ run, score: scoreOf(run, result) }))
}

function scoreOf({ status, progress, config }: Run, result: RunResult): number | null {
  if (result === 'stepsToThreshold') {
    if (progress.solvedAt) return progress.solvedAt.environmentSteps
    const inSteps = 'environmentSteps' in config.budget
    return status === 'completed' || (status === 'diverged' && inSteps) ? Infinity : null
  }
  const value = result === 'evaluation' ? progress.meanReturnLast100 : progress[result]
  return value === null || !Number.isFinite(value) ? null : value
}

const isEarly = ({ status, progress }: Run, result: RunResult): boolean =>
  ['diverged', 'stopped', 'interrupted', 'failed'].includes(status) &&
  !(result === 'stepsToThreshold' && progress.solvedAt !== null)

function scoresOf(a: readonly Member[], b: readonly Member[], result: RunResult) {
  const counted = [a, b].map((group) => group.filter(({ score }) => score !== null))
  if (result !== 'stepsToThreshold') {
    const [x, y] = counted.map((group) => group.map(({ score }) => score!))
    return { x: x!, y: y!, limit: null }
  }
  const watched = counted
    .flat()
    .filter(({ score }) => score === Infinity)
    .map(({ run: { config, progress } }) =>
      'environmentSteps' in config.budget
        ? config.budget.environmentSteps
        : progress.environmentSteps,
    )
  const limit = watched.length > 0 ? Math.min(...watched) : null
  const [x, y] = counted.map((group) =>
    group.map(({ score }) => Math.min(score!, limit ?? Infinity)),
  )
  return { x: x!, y: y!, limit }
}

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length

const winsOver = (x: readonly number[], y: readonly number[]): number =>
  mean(x.flatMap((a) => y.map((b) => (a > b ? 1 : a === b ? 0.5 : 0))))

/** The ends of the interval, found from θ̂ in ever smaller steps. */
function newcombe(theta: number, n: number, m: number): [number, number] {
  const half = (n + m) / 2 - 1
  const holds = (at: number) =>
    (theta - at) ** 2 <=
    (1.959963984540054 ** 2 * at * (1 - at) * (1 + half * ((1 - at) / (2 - at) + at / (1 + at)))) /
      (n * m)
  const walk = (direction: number) => {
    let at = theta
    for (let step = 0.1; step > 1e-9; step /= 10) {
      for (;;) {
        const next = at + direction * step
        if (next < 0 || next > 1 || !holds(next)) break
        at = next
      }
    }
    return at
  }
  return [theta === 0 ? 0 : walk(-1), theta === 1 ? 1 : walk(1)]
}

/** Welch's p of every pair of groups that have runs, or that of a permutation test, after Holm. */
function adjustedTests(scored: readonly (readonly Member[])[], result: RunResult) {
  const pairs = scored.flatMap((a, i) =>
    scored.slice(i + 1).flatMap((b, offset) => {
      const { x, y } = scoresOf(a, b, result)
      return x.length === 0 || y.length === 0 ? [] : [{ i, j: i + 1 + offset, x, y }]
    }),
  )
  const welch = pairs.map(({ x, y }) => welchP(x, y))
  // Counted only where one is quoted, as that of many different scores takes long.
  const permutation = welch.includes(null) ? pairs.map(({ x, y }) => permutationP(x, y)) : []
  const ofWelch = holm(welch)
  const ofPermutation = holm(permutation.map(({ p, least }) => (least < 0.05 ? p : null)))
  return pairs.map(({ i, j }, k) =>
    welch[k] === null
      ? { i, j, name: 'permutation', p: ofPermutation[k] ?? permutation[k]!.p }
      : { i, j, name: 'Welch', p: ofWelch[k]! },
  )
}

function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const tested = pValues.filter((p) => p !== null)
  return pValues.map((p) => {
    if (p === null) return null
    // The largest (m − rank)·p over all that are no larger.
    const smaller = tested.filter((other) => other <= p).sort((a, b) => a - b)
    return Math.min(1, Math.max(...smaller.map((other, rank) => (tested.length - rank) * other)))
  })
}

function welchP(x: readonly number[], y: readonly number[]): number | null {
  if (x.length < 2 || y.length < 2) return null
  const variance = (values: readonly number[]) =>
    new Set(values).size === 1
      ? 0
      : values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0) / (values.length - 1)
  const [a, b] = [variance(x) / x.length, variance(y) / y.length]
  if (a + b === 0) return null
  const t = Math.abs(mean(x) - mean(y)) / Math.sqrt(a + b)
  const freedom = (a + b) ** 2 / (a ** 2 / (x.length - 1) + b ** 2 / (y.length - 1))
  return tailOfT(t, freedom)
}

/** P(|T| > t), with T = √ν tan φ: the density of φ goes with cos φ to the power ν − 1. */
function tailOfT(t: number, freedom: number): number {
  const density = (phi: number) => Math.cos(phi) ** (freedom - 1)
  const end = Math.PI / 2
  const start = Math.atan(t / Math.sqrt(freedom))
  return integral(density, start, end) / integral(density, 0, end)
}

/** By the substitution φ = end − u², which takes the edge off a power below 1 at the end. */
function integral(f: (x: number) => number, from: number, to: number): number {
  const steps = 4000
  const width = Math.sqrt(to - from) / steps
  let sum = 0
  for (let k = 0; k < steps; k++) {
    const u = (k + 0.5) * width
    sum += f(to - u * u) * 2 * u * width
  }
  return sum
}

function permutationP(x: readonly number[], y: readonly number[]) {
  const pooled = [...x, ...y]
  const total = pooled.reduce((sum, v) => sum + v, 0)
  const away = (sum: number) => Math.abs(sum / x.length - (total - sum) / y.length)
  // How many ways lead to each sum of `size` of the scores.
  let ways = new Map<string, { size: number; sum: number; count: number }>()
  ways.set('0', { size: 0, sum: 0, count: 1 })
  for (const score of pooled) {
    const next = new Map<string, { size: number; sum: number; count: number }>()
    for (const way of ways.values()) {
      for (const taken of [0, 1]) {
        const size = way.size + taken
        if (size > x.length) continue
        const sum = way.sum + taken * score
        const key = `${size} ${sum.toPrecision(12)}`
        const known = next.get(key)
        if (known) known.count += way.count
        else next.set(key, { size, sum, count: way.count })
      }
    }
    ways = next
  }
  const deals = [...ways.values()].filter(({ size }) => size === x.length)
  const all = deals.reduce((sum, { count }) => sum + count, 0)
  const observed = away(x.reduce((sum, v) => sum + v, 0))
  const tolerance = 1e-9 * (1 + Math.max(...pooled.map(Math.abs)))
  const atLeast = (limit: number) =>
    deals.reduce((sum, deal) => sum + (away(deal.sum) >= limit - tolerance ? deal.count : 0), 0)
  const furthest = Math.max(...deals.map(({ sum }) => away(sum)))
  return { p: atLeast(observed) / all, least: atLeast(furthest) / all }
}
