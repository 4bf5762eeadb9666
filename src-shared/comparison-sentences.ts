import {
  resultDefinitions,
  type ComparedGroup,
  type ComparedPair,
  type GroupComparison,
  type Interval,
  type TestResult,
} from './comparison.ts'

/* What a comparison says, in sentences one can quote. The window and the command line say the same. */

/** Groups of fewer seeds than this are warned about. */
export const FEWEST_SEEDS = 5

/** 0.042, 0.31; `< 0.001` below that. With its sign of relation. */
export const formatP = (p: number): string =>
  p < 0.001 ? '< 0.001' : `= ${p.toFixed(p < 0.1 ? 3 : 2)}`

const formatProbability = (value: number) => value.toFixed(2)

const formatInterval = ({ lower, upper }: Interval) =>
  `${formatProbability(lower)}–${formatProbability(upper)}`

function formatTest(name: string, test: TestResult, comparisons: number): string {
  const adjusted =
    comparisons > 1
      ? ` (${formatP(test.adjustedP).replace('= ', '')} after Holm for ${comparisons} comparisons)`
      : ''
  return `${name} p ${formatP(test.p)}${adjusted}`
}

/** "A improves on B in final mean return (last 100) with probability 0.92 (95 % interval 0.78–1.00, 10 and 10 seeds); Welch p = 0.003, …". */
export function pairSentence(
  pair: ComparedPair,
  { groups, pairs, result }: Pick<GroupComparison, 'groups' | 'pairs' | 'result'>,
  names: readonly string[],
): string {
  const { first, second, probabilityOfImprovement, improvementInterval, welch, permutation } = pair
  const counts = [groups[first]!.scores.length, groups[second]!.scores.length] as const
  const hasOneSeed = Math.min(...counts) === 1
  const interval = improvementInterval
    ? `95 % interval ${formatInterval(improvementInterval)}`
    : 'no interval with one seed'
  const tests = [
    welch
      ? formatTest('Welch', welch, pairs.length)
      : `no Welch test ${hasOneSeed ? 'with one seed' : 'without spread'}`,
    formatTest('permutation', permutation, pairs.length),
  ]
  const { label } = resultDefinitions[result]
  const judged = label[0]!.toLowerCase() + label.slice(1)
  return `${names[first]} improves on ${names[second]} in ${judged} with probability ${formatProbability(probabilityOfImprovement)} (${interval}, ${counts.join(' and ')} seeds); ${tests.join(', ')}.`
}

/** "3 seeds: …", for a group too small to be sure of; null: it is large enough. */
export function fewSeedsWarning(name: string, seeds: number): string | null {
  if (seeds === 0 || seeds >= FEWEST_SEEDS) return null
  const count = seeds === 1 ? 'one seed' : `${seeds} seeds`
  return `${name} has ${count}: under ${FEWEST_SEEDS}, intervals are too narrow and tests find little; train more before concluding anything.`
}

/** What is missing from a group, and why. */
export const leftOutSentences = (
  name: string,
  { leftOut }: Pick<ComparedGroup, 'leftOut'>,
): string[] =>
  leftOut.map(({ runId, reason }) => `${name} is without run ${runId}, which ${reason}.`)
