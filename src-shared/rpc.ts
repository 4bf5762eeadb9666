import type { CallParams, EventName, Events, Handlers, MethodName, Result } from './api.ts'
import { methods } from './api.ts'
import { ApiError, type ErrorCode } from './errors.ts'
import { parseOrThrow } from './parse.ts'
import {
  isLongerThan,
  MAX_ANSWER_LENGTH,
  MAX_VALUES,
  MAX_VALUES_OF_MOST_CALLS,
  messageProblem,
} from './plain-data.ts'

/** Anything that carries messages both ways: an Electron IPC bridge, a WebSocket, a MessagePort. */
export interface Transport {
  send(message: unknown): void
  onMessage(listener: (message: any) => void): void
  /** Called once the other side can no longer be reached. */
  onClose?(listener: () => void): void
  /** Whether it may be open again after it closed; until then its `send` throws. */
  readonly reconnects?: boolean
}

/** The server's end of a carrier, if it can do more than send and listen. */
export interface ServerTransport extends Transport {
  /** Decodes a message when its turn comes; default: the message itself. */
  decode?(message: any): unknown
  /** Calls back once there is room for another answer; at once if there is room now. */
  whenReady?(listener: () => void): void
  /** Receives no more messages until `resume`. */
  pause?(): void
  resume?(): void
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

/** A message that a carrier refused to read, because no call is so deep or so large. */
export class RefusedMessage {
  readonly id: number
  readonly reason: string
  constructor(id: number, reason: string) {
    this.id = id
    this.reason = reason
  }
}

/** Calls that send back what the backend sent: a saved episode, and a stop of many runs that is undone. */
const bringingBack: readonly string[] = ['recordings.keep', 'runs.undoStop']
const mostValues = (message: unknown): number =>
  isRequest(message) && bringingBack.includes(message.method)
    ? MAX_VALUES
    : MAX_VALUES_OF_MOST_CALLS

const isRequest = (message: any): message is Request =>
  typeof message === 'object' &&
  message !== null &&
  Number.isSafeInteger(message.id) &&
  typeof message.method === 'string'

const tooLarge = (method: string) =>
  new ApiError(
    'too-large',
    `The answer to ${method} is longer than ${MAX_ANSWER_LENGTH / 2 ** 20} MiB; request less at once`,
  )

/** The answer that is sent instead of one that cannot be turned into text. */
export const unsendable = ({ id }: Answer): Answer => ({
  id,
  ok: false,
  error: { code: 'too-large', message: tooLarge('this call').message },
})

/**
 * Answers one message from a client, whatever it holds. Never throws: expected errors cross with
 * their sentence, unexpected ones as `internal` without their insides (`report` gets those).
 */
export async function answer(
  handlers: Handlers,
  message: unknown,
  report: (error: unknown) => void,
): Promise<Answer> {
  const id = isRequest(message) || message instanceof RefusedMessage ? message.id : 0
  try {
    if (message instanceof RefusedMessage) throw new ApiError('invalid-params', message.reason)
    const problem = messageProblem(message, mostValues(message))
    if (problem) throw new ApiError('invalid-params', `The message ${problem}`)
    if (!isRequest(message)) {
      throw new ApiError('invalid-params', 'A message must be an object { id, method, params }')
    }
    if (!Object.hasOwn(methods, message.method)) {
      throw new ApiError('unknown-method', `There is no method ${message.method.slice(0, 60)}`)
    }
    const name = message.method as MethodName
    const params = parseOrThrow(methods[name].params, message.params)
    const handler = handlers[name] as (params: unknown) => unknown
    const result = await handler(params)
    if (isLongerThan(MAX_ANSWER_LENGTH, result)) throw tooLarge(name)
    return { id, ok: true, result }
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
  let isClosed = false
  const lost = () => new ApiError('internal', 'The connection to the workbench was lost')

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
    isClosed = !transport.reconnects
    for (const call of waiting.values()) call.reject(lost())
    waiting.clear()
  })

  return {
    call(method, params) {
      if (isClosed) return Promise.reject(lost())
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
