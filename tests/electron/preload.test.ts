import { expect, it } from 'vitest'
import type { Transport } from '#shared/rpc.ts'
import { contextBridge, ipcRenderer } from './electron-stand-in.ts'

it('gives the page two functions that carry messages, and nothing of Electron', async () => {
  await import('#main/electron/preload.ts')
  const { transport } = contextBridge.exposed as { transport: Transport }
  expect(Object.keys(contextBridge.exposed)).toEqual(['transport'])
  expect(Object.keys(transport)).toEqual(['send', 'onMessage'])

  transport.send({ id: 1 })
  expect(ipcRenderer.sent).toEqual([['rpc', { id: 1 }]])

  const heard: unknown[][] = []
  transport.onMessage((...args: unknown[]) => heard.push(args))
  ipcRenderer.emit('rpc', { sender: 'electron' }, { id: 1, ok: true })
  expect(heard).toEqual([[{ id: 1, ok: true }]])
})
