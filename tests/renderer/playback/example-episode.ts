import type { EpisodeAnalysis, RecordedEpisode, RecordedStep } from '#shared/recorded-episode.ts'

/** An analysis in which every number of a step is its number: G_t = t, and so on. */
export function exampleAnalysis(
  steps: number,
  changes: Partial<EpisodeAnalysis> = {},
): EpisodeAnalysis {
  const byStep = <T>(of: (t: number) => T) => Array.from({ length: steps }, (_, t) => of(t))
  return {
    rewardsToGo: byStep((t) => steps - t),
    discountedReturn: steps,
    values: null,
    valueErrors: null,
    baselines: byStep(() => 1),
    advantages: byStep((t) => steps - t - 1),
    unknown: null,
    scores: byStep(() => [-0.25, 0.25]),
    scoreNorms: byStep((t) => t / 2),
    cosines: byStep(() => 0.5),
    ...changes,
  }
}

/** An episode whose steps a test cares about. */
export const exampleEpisode = (
  steps: readonly RecordedStep[],
  changes: Partial<RecordedEpisode> = {},
): RecordedEpisode => ({
  runId: 1,
  update: 3,
  start: null,
  steps,
  finalState: [0, 0, 0, 0],
  episodeReturn: steps.reduce((sum, { reward }) => sum + reward, 0),
  terminated: true,
  truncated: false,
  analysis: exampleAnalysis(steps.length),
  ...changes,
})
