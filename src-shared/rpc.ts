import type { CallParams, EventName, Events, Handlers, MethodName, Result } from './api.ts'
import { methods } from './api.ts'
import { ApiError, type ErrorCode } from './errors.ts'
import { parseOrThrow } from './parse.ts'

/** Anything that carries messages both ways: an Electron IPC bridge, a WebSocket, a MessagePort. */
export interface Transport {
  send(message: unknown): void
  onMessage(listener: (message: any) => void): void
  /** Called once the other side can no longer be reached. */
  onClose?(listener: () => void): void
}

interface Request {
  readonly id: number
  readonly method: string
  readonly params?: unknown
}

/** The one envelope of every answer. */
export type Answer =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | {
      readonly id: number
      readonly ok: false
      readonly error: { readonly code: ErrorCode; readonly message: string }
    }

/** A published event on its way to a client. */
export interface EventMessage {
  readonly event: EventName
  readonly data: unknown
}

const isRequest = (message: any): message is Request =>
  typeof message === 'object' &&
  message !== null &&
  Number.isSafeInteger(message.id) &&
  typeof message.method === 'string'

/**
 * Answers one message from a client, whatever it holds. Never throws: expected errors cross with
 * their sentence, unexpected ones as `internal` without their insides (`report` gets those).
 */
export async function answer(
  handlers: Handlers,
  message: unknown,
  report: (error: unknown) => void,
): Promise<Answer> {
  const id = isRequest(message) ? message.id : 0
  try {
    if (!isRequest(message)) {
      throw new ApiError('invalid-params', 'A message must be an object { id, method, params }')
    }
    if (!Object.hasOwn(methods, message.method)) {
      throw new ApiError('unknown-method', `There is no method ${message.method}`)
    }
    const name = message.method as MethodName
    const params = parseOrThrow(methods[name].params, message.params)
    const handler = handlers[name] as (params: unknown) => unknown
    return { id, ok: true, result: await handler(params) }
  } catch (error) {
    if (error instanceof ApiError) {
      return { id, ok: false, error: { code: error.code, message: error.message } }
    }
    report(error)
    return {
      id,
      ok: false,
      error: {
        code: 'internal',
        message: 'Something went wrong inside the workbench; its log says what.',
      },
    }
  }
}

export interface Client {
  call<M extends MethodName>(method: M, params: CallParams<M>): Promise<Result<M>>
  /** Listens until the returned function is called. */
  on<E extends EventName>(event: E, listener: (data: Events[E]) => void): () => void
}

/** The caller's end of a transport: answers find their call, events their listeners. */
export function createClient(transport: Transport): Client {
  const waiting = new Map<number, { resolve(value: any): void; reject(error: Error): void }>()
  const listeners = new Map<EventName, Set<(data: any) => void>>()
  let lastId = 0

  transport.onMessage((message: Answer | EventMessage) => {
    if ('event' in message) {
      for (const listener of listeners.get(message.event) ?? []) listener(message.data)
      return
    }
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.ok) call?.resolve(message.result)
    else call?.reject(new ApiError(message.error.code, message.error.message))
  })
  transport.onClose?.(() => {
    for (const call of waiting.values()) {
      call.reject(new ApiError('internal', 'The connection to the workbench was lost'))
    }
    waiting.clear()
  })

  return {
    call(method, params) {
      const id = ++lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        transport.send({ id, method, params })
      })
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
      return () => void set.delete(listener)
    },
  }
}
