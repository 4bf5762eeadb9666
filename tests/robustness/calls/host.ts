import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { createBackend } from '#main/backend.ts'
import { serveClient } from '#main/carrier.ts'
import type { Handlers } from '#shared/api.ts'
import { serve } from '#main/headless/serve.ts'
import { createRememberedPlaces } from '#main/places.ts'
import { openWorkbench } from '#main/workbench.ts'

/* A thread that serves one workbench over both carriers: a WebSocket, and a message port for each client, as in Electron. */

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const { folder } = workerData as { readonly folder: string }
const port = parentPort!

const report = (error: unknown) =>
  port.postMessage({
    kind: 'reported',
    error: error instanceof Error ? error.stack : String(error),
  })
const workbench = await openWorkbench({
  databasePath: join(folder, 'first.sqlite'),
  openBackend: (databasePath) =>
    createBackend({ databasePath, workers: 1, keepsQueue: true, report }),
  places: createRememberedPlaces(join(folder, 'places.json')),
  report,
})

/** The processor time that calls take at once, which other programs on the machine do not lengthen. */
const longest = { ms: 0, method: '' }
const handlers = Object.fromEntries(
  Object.entries(workbench.handlers).map(([method, handler]) => [
    method,
    (params: unknown) => {
      const before = process.threadCpuUsage()
      try {
        return (handler as (params: unknown) => unknown)(params)
      } finally {
        const { user, system } = process.threadCpuUsage(before)
        const ms = (user + system) / 1000
        if (ms > longest.ms) Object.assign(longest, { ms, method })
      }
    },
  ]),
) as unknown as Handlers
const measured = { ...workbench, handlers }
const server = await serve({ backend: measured, report })

port.on(
  'message',
  async (message: { kind: 'connect'; port: MessagePort } | { kind: 'memory' | 'hold' | 'end' }) => {
    switch (message.kind) {
      case 'connect': {
        const { port: client } = message
        return serveClient(
          workbench,
          {
            send: (text) => client.postMessage(text),
            onMessage: (listener) => void client.on('message', listener),
            onClose: (listener) => void client.once('close', listener),
          },
          report,
        )
      }
      case 'memory':
        collect()
        return port.postMessage({ kind: 'memory', bytes: process.memoryUsage().heapUsed })
      case 'hold':
        return port.postMessage({ kind: 'hold', longest })
      case 'end':
        await server.close()
        await workbench.close()
        port.postMessage({ kind: 'ended' })
        port.close()
    }
  },
)
port.postMessage({ kind: 'ready', url: server.url })
