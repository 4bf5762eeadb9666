import { inject, readonly, shallowRef, type InjectionKey, type Ref } from 'vue'
import { createClient, type Client, type Transport } from '#shared/rpc.ts'
import type { ConnectionState } from './connection-state.ts'
import { createSocketTransport } from './socket-transport.ts'
import { takeToken } from './token.ts'

export interface WorkbenchClient extends Client {
  readonly connection: Readonly<Ref<ConnectionState>>
  /** Listens for the connection's return after a loss, when whatever is shown may be stale. */
  onReconnect(listener: () => void): () => void
}

export const clientKey: InjectionKey<WorkbenchClient> = Symbol('client')

/** Whether the server is there but does not know the token. A refused WebSocket does not say why. */
const isStale = (token: string | null): Promise<boolean> =>
  fetch('/token', { headers: { Authorization: `Bearer ${token}` }, cache: 'no-store' }).then(
    ({ status }) => status === 401,
    () => false,
  )

/** The client over Electron's bridge where there is one, else over a WebSocket to this page's host. */
export function createWorkbenchClient(): WorkbenchClient {
  const connection = shallowRef<ConnectionState>('connecting')
  const reconnectListeners = new Set<() => void>()

  const client = createClient(window.transport ?? socketTransport())
  if (window.transport) connection.value = 'open'

  function socketTransport(): Transport {
    const token = takeToken()
    if (token === null) connection.value = 'refused'
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    return createSocketTransport({
      connect: () =>
        token === null
          ? null
          : new WebSocket(`${scheme}://${location.host}/rpc`, ['workbench', `token.${token}`]),
      onOpen(isReconnect) {
        connection.value = 'open'
        if (isReconnect) for (const listener of reconnectListeners) listener()
      },
      onLost() {
        if (connection.value !== 'stale') connection.value = 'lost'
        void isStale(token).then((stale) => {
          // The server may be back by now.
          if (connection.value === 'lost' || connection.value === 'stale')
            connection.value = stale ? 'stale' : 'lost'
        })
      },
    })
  }

  return {
    ...client,
    connection: readonly(connection),
    onReconnect(listener) {
      reconnectListeners.add(listener)
      return () => void reconnectListeners.delete(listener)
    },
  }
}

/** The client of this application; for use in the setup of a component or store. */
export function useClient(): WorkbenchClient {
  const client = inject(clientKey)
  if (!client) throw new Error('No client was provided to the application')
  return client
}
