import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { WebSocket } from 'ws'
import type { Answer } from '#shared/rpc.ts'

/** A client that sends whatever it is given. */
export interface RawClient {
  /** The answer; rejects when the connection is lost. */
  ask(method: unknown, params: unknown): Promise<Answer>
  close(): void
}

function clientOver(send: (message: unknown) => void, end: () => void) {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>()
  let lastId = 0
  return {
    heard(message: Answer): void {
      waiting.get(message.id)?.resolve(message)
      waiting.delete(message.id)
    },
    lost(): void {
      for (const each of waiting.values()) each.reject(new Error('The connection was lost'))
    },
    client: {
      ask(method, params) {
        const answer = Promise.withResolvers<Answer>()
        waiting.set(++lastId, answer)
        send({ id: lastId, method, params })
        return answer.promise
      },
      close: end,
    } satisfies RawClient,
  }
}

/** A workbench in a thread of its own, so that what holds it up does not hold up the measurement. */
export async function startHost(folder: string) {
  const worker = new Worker(new URL('./host.ts', import.meta.url), { workerData: { folder } })
  const reported: string[] = []
  const heard = new Map<string, PromiseWithResolvers<unknown>>()
  const next = (kind: string) => {
    const message = heard.get(kind) ?? Promise.withResolvers<unknown>()
    heard.set(kind, message)
    return message
  }
  worker.on('message', (message: { kind: string; error: string }) => {
    if (message.kind === 'reported') reported.push(message.error)
    else next(message.kind).resolve(message)
  })
  const told = async <T>(kind: string): Promise<T> => {
    const message = await next(kind).promise
    heard.delete(kind)
    return message as T
  }
  const { url } = await told<{ url: string }>('ready')

  return {
    reported,
    async overSocket(): Promise<RawClient> {
      const { origin, host, hash } = new URL(url)
      const protocols = ['workbench', `token.${hash.replace('#token=', '')}`]
      const socket = new WebSocket(`ws://${host}/rpc`, protocols, { origin })
      await once(socket, 'open')
      const { client, heard, lost } = clientOver(
        (message) => socket.send(JSON.stringify(message)),
        () => socket.close(),
      )
      socket.on('message', (data) => heard(JSON.parse(String(data)) as Answer))
      socket.on('close', lost)
      return client
    },
    overPort(): RawClient {
      const { port1, port2 } = new MessageChannel()
      worker.postMessage({ kind: 'connect', port: port2 }, [port2])
      const { client, heard } = clientOver(
        (message) => port1.postMessage(message),
        () => port1.close(),
      )
      port1.on('message', heard)
      return client
    },
    async memory(): Promise<number> {
      worker.postMessage({ kind: 'memory' })
      return (await told<{ bytes: number }>('memory')).bytes
    },
    async longestHold(): Promise<{ ms: number; method: string }> {
      worker.postMessage({ kind: 'hold' })
      return (await told<{ longest: { ms: number; method: string } }>('hold')).longest
    },
    async end(): Promise<void> {
      worker.postMessage({ kind: 'end' })
      await told('ended')
      // Clients over ports keep the thread alive.
      await worker.terminate()
    },
  }
}
