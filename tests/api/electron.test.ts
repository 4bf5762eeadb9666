import { serveClient } from '#main/carrier.ts'
import { connectPages } from '#main/electron/page-transport.ts'
import { createClient } from '#shared/rpc.ts'
import { WebContentsStandIn } from '../electron/electron-stand-in.ts'
import { describeApiOver } from './api-contract.ts'

describeApiOver('Electron IPC', async (backend) => async () => {
  const contents = new WebContentsStandIn()
  let toPage = (_message: unknown): void => undefined
  // Electron copies what crosses, as structuredClone does, and delivers it later.
  contents.send = (_channel, message) => {
    const copy = structuredClone(message)
    setImmediate(() => toPage(copy))
  }
  connectPages(contents as unknown as Electron.WebContents, (transport) =>
    serveClient(backend, transport, (error) => {
      throw error
    }),
  )
  return {
    client: createClient({
      send: (message) =>
        void contents.ipc.emit(
          'rpc',
          { senderFrame: contents.mainFrame },
          structuredClone(message),
        ),
      onMessage: (listener) => (toPage = listener),
    }),
    disconnect: () => void contents.emit('render-process-gone'),
  }
})
