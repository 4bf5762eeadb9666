import type { Engine } from '#core/engines/engine.ts'
import { createNormalizer } from '#core/features/observation-normalizer.ts'
import { playEpisode } from '#core/play-episode.ts'
import type { Training } from '#core/training.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import type { RunConfig } from '#shared/run-config.ts'

/** Time given to a viewer each time training listens (every 10 ms), while it has asked for an episode. */
const SLICE_MS = 5

/** Plays episodes of the policy in training for those who watch, a slice at a time between updates. */
export interface LiveViewer {
  request(requestId: number): void
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
  const trained = training.policy.network
  // A copy of its own, so that the policy does not change while it plays an episode.
  let copy: typeof trained | null = null
  let waiting: number[] = []
  let playing: ReturnType<typeof playEpisode> | null = null
  let update = 0
  let played = 0

  function begin(): NonNullable<typeof playing> {
    copy ??= engine.createPolicyNetwork(trained.shape)
    copy.parameters.set(trained.parameters)
    copy.parametersChanged()
    update = training.progress.current.updates
    const normalizer = createNormalizer(config, training.normalizer?.save())
    return playEpisode(config, { network: copy, normalizer }, played++)
  }

  return {
    request: (requestId) => void waiting.push(requestId),
    isBusy: () => waiting.length > 0,
    playForAWhile() {
      if (waiting.length === 0) return
      playing ??= begin()
      for (const endsAt = performance.now() + SLICE_MS; performance.now() < endsAt;) {
        const next = playing.next()
        if (!next.done) continue
        for (const requestId of waiting) answer(requestId, { runId, update, ...next.value })
        waiting = []
        playing = null
        return
      }
    },
  }
}
