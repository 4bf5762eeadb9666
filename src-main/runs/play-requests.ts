import { ApiError } from '#shared/errors.ts'

/** What was asked of a worker and is not answered yet. */
export function createPlayRequests<Answer>(nextId: () => number = counter()) {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>()
  return {
    ask(send: (requestId: number) => void): Promise<Answer> {
      const request = Promise.withResolvers<Answer>()
      const requestId = nextId()
      waiting.set(requestId, request)
      send(requestId)
      return request.promise
    },
    answer(requestId: number, answer: Answer): void {
      waiting.get(requestId)?.resolve(answer)
      waiting.delete(requestId)
    },
    /** Rejects a request; does nothing if it is not one of these. */
    fail(requestId: number, error: ApiError): void {
      waiting.get(requestId)?.reject(error)
      waiting.delete(requestId)
    },
    count: (): number => waiting.size,
    refuse(reason: string): void {
      for (const { reject } of waiting.values()) reject(new ApiError('conflict', reason))
      waiting.clear()
    },
  }
}

function counter(): () => number {
  let last = 0
  return () => ++last
}
