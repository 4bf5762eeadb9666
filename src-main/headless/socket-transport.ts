import type { RawData, WebSocket } from 'ws'
import type { EventMessage, Transport } from '#shared/rpc.ts'

/** Bytes a client may leave unread before events to it are held back. */
const EVENT_BACKLOG = 1024 * 1024
/** Bytes a client may leave unread before it is given up. */
const GIVE_UP_BACKLOG = 64 * 1024 * 1024

const isEvent = (message: unknown): message is EventMessage =>
  typeof message === 'object' && message !== null && 'event' in message

/** The run, experiment or task an event speaks of: a later event about it makes an earlier one superfluous. */
const subjectOf = ({ event, data }: EventMessage): unknown => {
  const about = data as { id?: number; runId?: number; taskId?: string; experimentId?: number }
  if (event.startsWith('experiment.')) return `experiment ${about.id ?? about.experimentId}`
  return about.taskId ?? about.runId ?? about.id ?? event
}

function parse(data: RawData): unknown {
  try {
    return JSON.parse(data.toString())
  } catch {
    // Not a message either: whoever answers says so.
    return undefined
  }
}

/**
 * The server's end of a WebSocket. To a client that reads too slowly only the latest event of each
 * run, experiment or task is kept, so that memory stays bounded and the client ends up with the truth.
 */
export function createSocketTransport(socket: WebSocket): Transport {
  const heldBack = new Map<unknown, EventMessage>()

  function write(message: unknown) {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > GIVE_UP_BACKLOG) {
      socket.terminate()
      return
    }
    socket.send(JSON.stringify(message), sendHeldBack)
  }

  function sendHeldBack() {
    if (heldBack.size === 0 || socket.bufferedAmount > EVENT_BACKLOG) return
    const messages = [...heldBack.values()]
    heldBack.clear()
    for (const message of messages) write(message)
  }

  return {
    send(message) {
      if (isEvent(message) && (heldBack.size > 0 || socket.bufferedAmount > EVENT_BACKLOG)) {
        heldBack.set(subjectOf(message), message)
      } else {
        write(message)
      }
    },
    onMessage: (listener) => void socket.on('message', (data) => listener(parse(data))),
    onClose: (listener) => void socket.once('close', listener),
  }
}
