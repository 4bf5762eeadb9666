import { mixedArithmetics } from '#shared/arithmetic.ts'
import {
  earlyNote,
  equalScoresNote,
  fewSeedsWarning,
  leftOutNotes,
  shortWindowNote,
} from '#shared/comparison-notes.ts'
import { SIGNIFICANCE, type ComparedPair } from '#shared/comparison.ts'
import { formatCount, formatCounted } from '#shared/format-number.ts'
import { notComparable } from '#shared/not-comparable.ts'
import type { RunResult } from '#shared/run-result.ts'
import { isActive, type Run } from '#shared/run.ts'
import type { ScoredGroup } from './score-group.ts'

/** What a reader must know before believing a number; `{0}` stands for the name of the first group. */
export function comparisonNotes(
  groups: readonly ScoredGroup[],
  pairs: readonly ComparedPair[],
  result: RunResult,
): string[] {
  return [
    ...notesOnRuns(
      groups.flatMap(({ runs }) => runs),
      result,
    ),
    ...notesOnGroups(groups),
    ...thresholdNotes(groups),
    ...pairs.flatMap(notesOnPair),
    ...tooFewForHolm(pairs),
  ]
}

/** Returns notes that hold for these runs, in whichever groups they are. */
export function notesOnRuns(runs: readonly Run[], result: RunResult): string[] {
  const mixed = notComparable(runs)
  const stopping = runs.some(
    ({ config, progress }) => config.budget.stopWhenSolved && progress.solvedAt !== null,
  )
  const stop = stopping ? stopNote(result) : null
  return [...(mixed ? [mixed] : []), ...(stop ? [stop] : [])]
}

/** Notes on every group. Groups of which no run has a score share one note for each reason. */
function notesOnGroups(groups: readonly ScoredGroup[]): string[] {
  const named = groups.map((group, i) => ({ ...group, name: `{${i}}` }))
  const silent = named.filter(isWithoutScore)
  const scored = named.filter((group) => !isWithoutScore(group))
  return [
    ...scored.flatMap((group) => notesOnGroup(group, group.name)),
    ...[...Map.groupBy(silent, reasonsOf).values()].flatMap((alike) =>
      leftOutNotes(
        alike.map(({ name }) => name).join(', '),
        alike.flatMap(({ leftOut }) => leftOut),
        alike.reduce((all, group) => all + countOf(group), 0),
      ),
    ),
  ]
}

const isWithoutScore = ({ scores, leftOut }: ScoredGroup) =>
  scores.length === 0 && leftOut.length > 0
const reasonsOf = ({ leftOut }: ScoredGroup) =>
  [...new Set(leftOut.map(({ reason }) => reason))].sort().join('; ')
/** How many different runs a group has. */
const countOf = ({ runs, leftOut }: ScoredGroup) =>
  runs.length + leftOut.filter(({ repeats }) => repeats === undefined).length

/** Returns notes on one group that has a score, or has no run. */
function notesOnGroup(group: ScoredGroup, name: string): string[] {
  const { scores, runs, configHash, leftOut } = group
  const all = countOf(group)
  return [
    fewSeedsWarning(name, scores.length),
    scores.length === 0 ? `${name} has no run with this result yet.` : null,
    configHash === null && all > 0 ? `The runs of ${name} differ in more than their seeds.` : null,
    mixedArithmetic(name, runs),
    stillTraining(name, runs),
    ...leftOutNotes(name, leftOut, all),
    earlyNote(name, group.endedEarly, all),
    shortWindowNote(name, group.shortWindows),
    // If no run reached the threshold, another note says so.
    group.threshold?.reached === 0 ? null : equalScoresNote(name, scores),
  ].filter((note) => note !== null)
}

function mixedArithmetic(name: string, runs: readonly Run[]): string | null {
  const mixed = mixedArithmetics(runs)
  return mixed === null
    ? null
    : `The runs of ${name} were computed with arithmetic versions ${mixed.join(' and ')}, so equal seeds would differ in their last bits; the filter arithmetic = ${mixed.at(-1)} finds the newer ones.`
}

function stillTraining(name: string, runs: readonly Run[]): string | null {
  const active = runs.filter(({ status }) => isActive(status)).length
  if (active === 0) return null
  const rest = active === 1 ? 'has not ended: its result' : 'have not ended: their results'
  return `${active} of ${formatCounted(runs.length, 'run')} of ${name} ${rest} will change.`
}

/** Says what stopping at the threshold does to a result; null if it does nothing. */
function stopNote(result: RunResult): string | null {
  const cause = 'Some of these runs stopped as soon as they had solved their environment'
  const instead = 'Use steps to threshold or an evaluation instead.'
  switch (result) {
    case 'stepsToThreshold':
      return null
    case 'evaluation':
      return `${cause}: with longer training their returns might have risen or fallen.`
    case 'areaUnderCurve':
      return `${cause}, so their curves are of different lengths and means over them do not compare equal training. ${instead}`
    default:
      return `${cause}: this score shows where the stopping rule ends training, not how good the policies are. ${instead}`
  }
}

/**
 * Says to how many steps scores are restricted if some runs did not reach the threshold, in one
 * sentence per limit.
 */
function thresholdNotes(groups: readonly ScoredGroup[]): string[] {
  const restricted = groups.flatMap(({ threshold, scores }, i) =>
    threshold === null || threshold.limit === null
      ? []
      : [{ limit: threshold.limit, text: `${threshold.reached} of ${scores.length} of {${i}}` }],
  )
  return [...Map.groupBy(restricted, ({ limit }) => limit)].map(
    ([limit, same]) =>
      `Runs that reached the threshold within ${formatCount(limit)} steps: ${same.map(({ text }) => text).join(', ')}; the others are scored at that limit.`,
  )
}

function notesOnPair({ first, second, sharedRuns }: ComparedPair): string[] {
  if (sharedRuns.length === 0) return []
  const runs = sharedRuns.length === 1 ? 'run' : 'runs'
  const [a, b] = [Math.min(first, second), Math.max(first, second)]
  return [
    `{${a}} and {${b}} share ${runs} ${sharedRuns.join(', ')}: they are not independent, so no test or interval between them is valid.`,
  ]
}

/** Says where the permutation test cannot find anything, whatever the scores. */
function tooFewForHolm(pairs: readonly ComparedPair[]): string[] {
  const hopeless = pairs.filter(({ permutation }) => permutation.leastAdjustedP >= SIGNIFICANCE)
  if (pairs.length === 0 || hopeless.length < pairs.length) return []
  const least = Math.min(...pairs.map(({ permutation }) => permutation.leastAdjustedP))
  const holm = pairs.length > 1 ? ` after Holm for ${pairs.length} pairs` : ''
  return [
    `No permutation p below ${SIGNIFICANCE} is possible with so few seeds: the smallest${holm} is ${least.toFixed(least < 0.1 ? 3 : 2)}.`,
  ]
}
