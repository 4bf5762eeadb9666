import {
  type ComparedGroup,
  type ComparedPair,
  type GroupComparison,
  type Interval,
} from './comparison.ts'
import { formatCount } from './format-number.ts'
import { isLowerBetter, resultDefinitions, type RunResult } from './run-result.ts'

/* What a comparison says, in sentences one can quote. The window and the command line say the same. */

/** Formats p with its relation sign: 0.042, 0.31, or `< 0.001`. Never rounds it across 0.05. */
export function formatP(p: number): string {
  if (p < 0.001) return '< 0.001'
  const text = p.toFixed(p < 0.1 ? 3 : 2)
  return Number(text) >= 0.05 && p < 0.05 ? '< 0.05' : `= ${text}`
}

/**
 * Shows two decimals, but never 0.50 for a value beyond it, nor 0.00 or 1.00 for a value that does not
 * reach it.
 */
function formatProbability(value: number): string {
  const text = value.toFixed(2)
  const isRoundedAway = [0, 0.5, 1].some((border) => Number(text) === border && value !== border)
  return isRoundedAway ? value.toFixed(3) : text
}

const formatInterval = ({ lower, upper }: Interval) =>
  `[95 % CI ${formatProbability(lower)}, ${formatProbability(upper)}]`

type Said = Pick<GroupComparison, 'groups' | 'pairs' | 'result'> &
  Partial<Pick<GroupComparison, 'intervals'>>

/**
 * "On final mean return (last 100), P(A > B) = 0.65 [95 % CI 0.39, 0.90], n = 10 vs 10 seeds; difference not
 * significant (Welch p = 0.13, Holm)." It says that A improves on B only where test, interval and direction agree.
 */
export function pairSentence(
  pair: ComparedPair,
  { groups, pairs, result, intervals }: Said,
  names: readonly string[],
): string {
  const [a, b] = [names[pair.first]!, names[pair.second]!]
  const ofPair = [groups[pair.first]!, groups[pair.second]!] as const
  const relation = isLowerBetter(result) ? '<' : '>'
  const interval = pair.improvementInterval
    ? `${formatInterval(pair.improvementInterval)}${intervals === 'rliable' ? ' (percentile bootstrap)' : ''}`
    : '(no interval below 3 seeds)'
  const probability = `P(${a} ${relation} ${b}) = ${formatProbability(pair.probabilityOfImprovement)} ${interval}`
  const sizes = `n = ${ofPair.map(({ scores }) => scores.length).join(' vs ')} seeds`
  const claim = pair.verdict === 'improves' ? `${a} improves on ${b}: ` : ''
  const without = ofPair
    .map((group, i) => missingFrom(group, [a, b][i]!))
    .filter((part) => part !== '')
    .join('; ')
  return `On ${resultName(result, pair.limit)}, ${claim}${probability}, ${sizes}${without && ` (${without})`}; ${conclusion(pair, pairs.length, result)}.`
}

/** "Paired over 10 shared seeds: …"; null if the groups share fewer than two seeds. */
export function pairedSentence(
  { first, second, paired }: ComparedPair,
  pairs: number,
  names: readonly string[],
): string | null {
  if (!paired) return null
  const { seeds, t, signFlip } = paired
  const tests = [
    ...(t ? [`t p ${formatP(t.adjustedP)}`] : []),
    `sign-flip p ${formatP(signFlip.adjustedP)}`,
  ]
  return `Paired over the ${seeds} seeds that ${names[first]} and ${names[second]} share: ${tests.join(', ')}${pairs > 1 ? ', Holm' : ''}.`
}

const resultName = (result: RunResult, limit: number | null): string => {
  const { label } = resultDefinitions[result]
  const name = label[0]!.toLowerCase() + label.slice(1)
  return limit === null ? name : `${name} (at most ${formatCount(limit)})`
}

/** "A: 2 of 10 runs excluded, 1 ended early": what a reader of the sentence alone would not know. */
function missingFrom({ scores, leftOut, endedEarly }: ComparedGroup, name: string): string {
  const excluded = leftOut.filter(({ repeats }) => repeats === undefined)
  const early = endedEarly.filter(({ runId }) => !excluded.some((run) => run.runId === runId))
  const parts = [
    ...(excluded.length > 0
      ? [`${excluded.length} of ${scores.length + excluded.length} runs excluded`]
      : []),
    ...(early.length > 0 ? [`${early.length} ended early`] : []),
  ]
  return parts.length > 0 ? `${name}: ${parts.join(', ')}` : ''
}

/** Says what the test found, and what follows from it. */
function conclusion(pair: ComparedPair, pairs: number, result: RunResult): string {
  const { verdict, welch, permutation, improvementInterval, sharedRuns } = pair
  if (sharedRuns.length > 0) {
    const shared = sharedRuns.length === 1 ? '1 run' : `${sharedRuns.length} runs`
    return `the groups share ${shared}, so no test is valid`
  }
  const [name, test] = welch ? (['Welch', welch] as const) : (['permutation', permutation] as const)
  const p = `${name} p ${formatP(test.adjustedP)}${pairs > 1 ? ', Holm' : ''}`
  if (verdict === 'untested') return `too few seeds to conclude anything (${p})`
  if (verdict === 'improves') return `difference significant (${p})`
  if (verdict === 'not-significant') return `difference not significant (${p})`
  if (improvementInterval && improvementInterval.lower > 0.5 && test.adjustedP >= 0.05) {
    return `difference of means not significant (${p}), although the interval excludes 0.5: inconclusive`
  }
  const better = isLowerBetter(result) ? pair.difference < 0 : pair.difference > 0
  return better
    ? `difference of means significant (${p}), but the interval includes 0.5: inconclusive`
    : `difference of means significant the other way (${p}): inconclusive`
}
