import type { Engine } from '#core/engines/engine.ts'
import { mapPolicy } from '#core/map-policy.ts'
import type { Training } from '#core/training.ts'
import type { PolicyMap, PolicyMapRequest } from '#shared/policy-map.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { createJudge } from './create-judge.ts'

/** Time given to maps each time training listens (every 10 ms), while one is asked for. */
const SLICE_MS = 2

interface LiveMapperOptions {
  readonly config: RunConfig
  readonly engine: Engine
  readonly training: Training
}

/** Draws maps of the policy in training, a slice at a time between updates. */
export function createLiveMapper(
  { config, engine, training }: LiveMapperOptions,
  answer: (requestId: number, map: PolicyMap) => void,
) {
  // A copy of its own: a map is of one policy, however long it takes.
  let judge: ReturnType<typeof createJudge> | null = null
  const waiting: { readonly requestId: number; readonly request: PolicyMapRequest }[] = []
  let mapping: ReturnType<typeof mapPolicy> | null = null
  let update = 0

  function begin(request: PolicyMapRequest): NonNullable<typeof mapping> {
    judge ??= createJudge(config, engine)
    update = training.progress.current.updates
    const { policy, normalizer, valueFunction } = training
    const taken = judge.take({
      parameters: policy.network.parameters,
      observationMoments: normalizer?.save() ?? null,
      baseline: undefined,
      valueFunction: valueFunction?.save() ?? null,
    })
    return mapPolicy(config, taken, request)
  }

  return {
    request: (requestId: number, request: PolicyMapRequest) =>
      void waiting.push({ requestId, request }),
    isBusy: () => waiting.length > 0,
    mapForAWhile(): void {
      const [first] = waiting
      if (!first) return
      mapping ??= begin(first.request)
      for (const endsAt = performance.now() + SLICE_MS; performance.now() < endsAt;) {
        const next = mapping.next()
        if (!next.done) continue
        answer(first.requestId, { runId: first.request.runId, update, ...next.value })
        waiting.shift()
        mapping = null
        return
      }
    },
  }
}
