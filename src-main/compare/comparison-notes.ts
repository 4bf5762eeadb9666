import { fewSeedsWarning, leftOutSentences } from '#shared/comparison-sentences.ts'
import type { ComparedGroup, RunResult } from '#shared/comparison.ts'
import { notComparable } from '#shared/not-comparable.ts'
import { isActive, type Run } from '#shared/run.ts'

/** What a reader must know before believing a number; `{0}` stands for the name of the first group. */
export function comparisonNotes(
  groups: readonly ComparedGroup[],
  members: readonly (readonly Run[])[],
  result: RunResult,
): string[] {
  const runs = members.flat()
  const mixed = notComparable(runs)
  const stopping = runs.some(
    ({ config, progress }) => config.budget.stopWhenSolved && progress.solvedAt !== null,
  )
  return [
    ...(mixed ? [mixed] : []),
    ...groups.flatMap((group, i) => {
      const name = `{${i}}`
      const few = fewSeedsWarning(name, group.scores.length)
      return [
        ...(few ? [few] : []),
        ...(group.scores.length === 0 ? [`${name} has no run with this result yet.`] : []),
        ...(group.configHash === null
          ? [`The runs of ${name} differ in more than their seeds.`]
          : []),
        ...stillTraining(name, members[i]!),
        ...leftOutSentences(name, group),
      ]
    }),
    ...(stopping ? [stopNote(result)] : []),
  ]
}

function stillTraining(name: string, runs: readonly Run[]): string[] {
  const active = runs.filter(({ status }) => isActive(status)).length
  return active === 0
    ? []
    : [`${active} of the ${runs.length} runs of ${name} have not ended: their results will change.`]
}

/** What stopping at the threshold does to a result. */
function stopNote(result: RunResult): string {
  const cause = 'Some of these runs stopped as soon as they had solved their environment'
  if (result === 'evaluation') return `${cause}: longer training might have gone further, or back.`
  return result === 'areaUnderCurve'
    ? `${cause}, so their curves are of different lengths and the means over them not of the same training.`
    : `${cause}: their last 100 episodes are the ones that reached the threshold, and nothing is known of later ones.`
}
