import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'

/** How long a wait may block a thread that also has commands to hear. */
const WAIT_MS = 5

/** Places in a link's bell. */
const ASKED = 0
const ANSWERED = 1
const ENDED = 2

/**
 * One end of the line between the thread that trains a run and one that helps it. Both compute without
 * ever returning to their event loops, so each wakes the other with a bell in shared memory.
 */
export interface Link {
  readonly port: MessagePort
  readonly bell: Int32Array
}

/** A new line: one end for the leader, one for the helper. */
export function createLink(): { readonly leader: Link; readonly helper: Link } {
  const { port1, port2 } = new MessageChannel()
  const bell = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))
  return { leader: { port: port1, bell }, helper: { port: port2, bell } }
}

/** Tells the helper that nothing more will be asked; what it is doing is in vain. */
export function endLink({ bell }: Pick<Link, 'bell'>): void {
  Atomics.store(bell, ENDED, 1)
  ring(bell, ASKED)
}

export const hasEnded = ({ bell }: Link): boolean => Atomics.load(bell, ENDED) === 1

export const ask = (link: Link, request: unknown): void => say(link, ASKED, request)
export const answer = (link: Link, reply: unknown): void => say(link, ANSWERED, reply)

function say({ port, bell }: Link, place: number, message: unknown): void {
  port.postMessage(message)
  ring(bell, place)
}

function ring(bell: Int32Array, place: number): void {
  Atomics.add(bell, place, 1)
  Atomics.notify(bell, place)
}

/** The leader's wait for what it asked: yields every few milliseconds. */
export const awaitAnswer = <Reply>(link: Link): Generator<void, Reply> =>
  receive<Reply>(link, ANSWERED, WAIT_MS)

/** The helper's wait for the next request; null: there will be none. */
export function awaitRequest<Request>(link: Link): Request | null {
  const waiting = receive<Request>(link, ASKED, Infinity)
  while (!hasEnded(link)) {
    const next = waiting.next()
    if (next.done) return next.value
  }
  return null
}

function* receive<Message>(
  { port, bell }: Link,
  place: number,
  waitMs: number,
): Generator<void, Message> {
  for (;;) {
    // Looked at before the port: what is said after that ends the wait at once.
    const seen = Atomics.load(bell, place)
    const next = receiveMessageOnPort(port)
    if (next) return next.message as Message
    yield
    Atomics.wait(bell, place, seen, waitMs)
  }
}
