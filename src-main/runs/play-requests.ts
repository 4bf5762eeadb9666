import { ApiError } from '#shared/errors.ts'

/** What was asked of a worker and is not answered yet. */
export function createPlayRequests<Answer>() {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>()
  let lastId = 0
  return {
    ask(send: (requestId: number) => void): Promise<Answer> {
      const request = Promise.withResolvers<Answer>()
      waiting.set(++lastId, request)
      send(lastId)
      return request.promise
    },
    answer(requestId: number, answer: Answer): void {
      waiting.get(requestId)?.resolve(answer)
      waiting.delete(requestId)
    },
    refuse(reason: string): void {
      for (const { reject } of waiting.values()) reject(new ApiError('conflict', reason))
      waiting.clear()
    },
  }
}
