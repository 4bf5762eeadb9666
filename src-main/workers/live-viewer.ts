import type { Engine } from '#core/engines/engine.ts'
import { recordEpisode } from '#core/record-episode.ts'
import type { Training } from '#core/training.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createJudge } from './create-judge.ts'

/** Time given to a viewer each time training listens (every 10 ms), while it has asked for an episode. */
const SLICE_MS = 5

/** Plays episodes of the policy in training for those who watch, a slice at a time between updates. */
export interface LiveViewer {
  /** `start` is the number of a start that runs share; null: one of this run's own. */
  request(requestId: number, start: number | null): void
  isBusy(): boolean
  playForAWhile(): void
}

interface LiveViewerOptions {
  readonly runId: number
  readonly config: RunConfig
  readonly engine: Engine
  readonly training: Training
}

export function createLiveViewer(
  { runId, config, engine, training }: LiveViewerOptions,
  answer: (requestId: number, episode: RecordedEpisode) => void,
): LiveViewer {
  // Copies of its own, so that the policy does not change while it plays an episode.
  let judge: ReturnType<typeof createJudge> | null = null
  let waiting: { readonly requestId: number; readonly start: number | null }[] = []
  let playing: ReturnType<typeof recordEpisode> | null = null
  let start: number | null = null
  let update = 0
  let played = 0

  function begin(): NonNullable<typeof playing> {
    judge ??= createJudge(config, engine)
    start = waiting[0]!.start
    update = training.progress.current.updates
    const { policy, normalizer, baseline, valueFunction } = training
    const taken = judge.take({
      parameters: policy.network.parameters,
      observationMoments: normalizer?.save() ?? null,
      baseline: baseline.save(),
      valueFunction: valueFunction?.save() ?? null,
    })
    return recordEpisode(config, taken, { start, index: start === null ? played++ : 0 })
  }

  return {
    request: (requestId, start) => void waiting.push({ requestId, start }),
    isBusy: () => waiting.length > 0,
    playForAWhile() {
      if (waiting.length === 0) return
      playing ??= begin()
      for (const endsAt = performance.now() + SLICE_MS; performance.now() < endsAt;) {
        const next = playing.next()
        if (!next.done) continue
        // Whoever asked for the same meanwhile is shown the same.
        const isAnswered = (request: (typeof waiting)[number]) => request.start === start
        for (const { requestId } of waiting.filter(isAnswered)) {
          answer(requestId, { runId, update, ...next.value })
        }
        waiting = waiting.filter((request) => !isAnswered(request))
        playing = null
        return
      }
    },
  }
}
