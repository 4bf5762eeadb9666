import type { RawData, WebSocket } from 'ws'
import { unsendable, type Answer, type EventMessage, type ServerTransport } from '#shared/rpc.ts'
import { readMessage } from './read-message.ts'

/** Bytes a client may leave unread before events to it are held back. */
const EVENT_BACKLOG = 1024 * 1024
/** How many bytes a client may leave unread before its next calls, and the answers to it, wait. */
const ANSWER_BACKLOG = 4 * 1024 * 1024
/** The most bytes in one answer. */
const MAX_ANSWER_BYTES = 48 * 1024 * 1024
/**
 * A client that leaves this many bytes unread is disconnected; one that is sent one answer at a time
 * never does.
 */
const GIVE_UP_BACKLOG = 64 * 1024 * 1024

const isEvent = (message: unknown): message is EventMessage =>
  typeof message === 'object' && message !== null && 'event' in message

/** The run, experiment or task an event speaks of: a later event about it makes an earlier one superfluous. */
const subjectOf = ({ event, data }: EventMessage): unknown => {
  const about = data as { id?: number; runId?: number; taskId?: string; experimentId?: number }
  if (event.startsWith('experiment.')) return `experiment ${about.id ?? about.experimentId}`
  return about.taskId ?? about.runId ?? about.id ?? event
}

/**
 * Turns a message into JSON. An event that cannot be text becomes null, an answer becomes an error that
 * says so.
 */
function textOf(message: unknown): string | null {
  try {
    const text = JSON.stringify(message)
    if (isEvent(message) || Buffer.byteLength(text) <= MAX_ANSWER_BYTES) return text
  } catch {
    // The text would be longer than a string can be.
    if (isEvent(message)) return null
  }
  return JSON.stringify(unsendable(message as Answer))
}

/**
 * The server's end of a WebSocket. For a client that reads too slowly, only the latest event of each
 * run, experiment or task is kept, and its calls and answers wait until it has read earlier ones.
 * Memory stays bounded, and the client ends up with the truth.
 */
export function createSocketTransport(socket: WebSocket): ServerTransport {
  const heldBack = new Map<unknown, EventMessage>()
  const answers: unknown[] = []
  let onceReady: (() => void) | null = null

  const isCongested = () => socket.bufferedAmount > ANSWER_BACKLOG

  function write(message: unknown) {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > GIVE_UP_BACKLOG) {
      socket.terminate()
      return
    }
    const text = textOf(message)
    if (text !== null) socket.send(text, written)
  }

  function written() {
    while (answers.length > 0 && !isCongested()) write(answers.shift())
    sendHeldBack()
    if (!onceReady || isCongested()) return
    const listener = onceReady
    onceReady = null
    listener()
  }

  function sendHeldBack() {
    if (heldBack.size === 0 || socket.bufferedAmount > EVENT_BACKLOG) return
    const messages = [...heldBack.values()]
    heldBack.clear()
    for (const message of messages) write(message)
  }

  return {
    send(message) {
      const mustWait = heldBack.size > 0 || socket.bufferedAmount > EVENT_BACKLOG
      if (isEvent(message) && mustWait) heldBack.set(subjectOf(message), message)
      else if (socket.bufferedAmount > GIVE_UP_BACKLOG || !isCongested()) write(message)
      else answers.push(message)
    },
    onMessage: (listener) => void socket.on('message', listener),
    decode: (data: RawData) => readMessage(data.toString()),
    whenReady(listener) {
      if (isCongested()) onceReady = listener
      else listener()
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    onClose: (listener) => void socket.once('close', listener),
  }
}
