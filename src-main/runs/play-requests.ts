import { ApiError } from '#shared/errors.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'

/** Episodes asked of a worker and not yet played. */
export function createPlayRequests() {
  const waiting = new Map<number, PromiseWithResolvers<RecordedEpisode>>()
  let lastId = 0
  return {
    ask(send: (requestId: number) => void): Promise<RecordedEpisode> {
      const request = Promise.withResolvers<RecordedEpisode>()
      waiting.set(++lastId, request)
      send(lastId)
      return request.promise
    },
    answer(requestId: number, episode: RecordedEpisode): void {
      waiting.get(requestId)?.resolve(episode)
      waiting.delete(requestId)
    },
    refuse(reason: string): void {
      for (const { reject } of waiting.values()) reject(new ApiError('conflict', reason))
      waiting.clear()
    },
  }
}
