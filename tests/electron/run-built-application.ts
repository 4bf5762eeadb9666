import { registerHooks } from 'node:module'
import { presets } from '#shared/presets.ts'
import { createClient } from '#shared/rpc.ts'
import { app, BrowserWindow, dialog } from './electron-stand-in.ts'

/*
 * Runs in a process of its own: out/main/main.js with the stand-in in place of `electron`, trains a
 * short run through the bridge of its window, closes the window and prints what it saw.
 */

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./electron-stand-in.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
})
const userData = process.argv[2]!
app.appPath = process.cwd()
app.paths = { userData, logs: userData, downloads: userData }

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20))
}

await import(new URL('../../out/main/main.js', import.meta.url).href)
await until(() => BrowserWindow.all.length > 0 || dialog.errors.length > 0)
const window = BrowserWindow.all[0]
if (!window) throw new Error(dialog.errors[0]!.content)

const { webContents } = window
const client = createClient({
  send: (message) =>
    void webContents.ipc.emit('rpc', { senderFrame: webContents.mainFrame }, message),
  onMessage: (listener) => void (webContents.send = (_channel, message) => listener(message)),
})
const started = await client.call('runs.start', {
  ...presets['cartpole-reinforce']!.config,
  budget: { episodes: 40 },
})
let run = started
client.on('run.changed', (changed) => void (run = changed))
await until(() => run.finishedAt !== null)

window.close()
await until(() => app.exitCode !== undefined)
console.log(
  JSON.stringify({
    status: run.status,
    episodes: run.progress.episodes,
    exitCode: app.exitCode,
  }),
)
