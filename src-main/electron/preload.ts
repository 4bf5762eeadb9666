import { contextBridge, ipcRenderer } from 'electron'

contextBridge.exposeInMainWorld('transport', {
  send: (message: unknown) => ipcRenderer.send('rpc', message),
  onMessage: (listener: (message: unknown) => void) =>
    void ipcRenderer.on('rpc', (_event, message) => listener(message)),
})
