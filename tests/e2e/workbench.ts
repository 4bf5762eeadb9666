import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test as base } from 'vitest'
import { inProject } from '../../scripts/project.ts'
import { launchChromium } from './chromium.ts'
import { startServer, type Server } from './server.ts'

/** How long to wait for what should come soon: tests share their machine with others. */
const PATIENCE_MS = 90_000

/** Asks again and again until the answer is as expected. */
export const eventually = <T>(ask: () => T) =>
  expect.poll(ask, { timeout: PATIENCE_MS, interval: 50 })

/** The workbench in a browser, over a server and a database of its own. */
export interface Workbench {
  readonly page: Page
  readonly databasePath: string
  readonly server: Server
  /** Starts the server again on its port, after it was ended. */
  restart(flags?: readonly string[]): Promise<void>
  /** Says that an error in the browser's console is what the test is about. */
  expectError(pattern: RegExp): void
}

/**
 * A test with a `workbench`. It fails when the page throws, writes an error to the console, breaks
 * its content security policy, or speaks to anyone but its server.
 */
export const test = base
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchChromium()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('workbench', async ({ browser, task }, { onCleanup }) => {
    const folder = mkdtempSync(join(tmpdir(), 'workbench-'))
    const databasePath = join(folder, 'runs.sqlite')
    let server = await startServer({ databasePath })
    const { origin, host } = server.url
    const port = Number(server.url.port)

    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
    })
    context.setDefaultTimeout(PATIENCE_MS)
    const page = await context.newPage()
    const faults: string[] = []
    const expected: RegExp[] = []
    watchForFaults(page, { origin, host }, (fault) => {
      if (!expected.some((pattern) => pattern.test(fault))) faults.push(fault)
    })

    onCleanup(async () => {
      if (task.result?.state === 'fail') await keepScreenshot(page, task.name)
      await context.close()
      await server.end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
      expect(faults).toEqual([])
    })
    await page.goto(server.url.href)
    const workbench: Workbench = {
      page,
      databasePath,
      get server() {
        return server
      },
      async restart(flags = []) {
        server = await startServer({ databasePath, port, flags })
      },
      expectError: (pattern) => void expected.push(pattern),
    }
    return workbench
  })

function watchForFaults(
  page: Page,
  { origin, host }: { origin: string; host: string },
  report: (fault: string) => void,
) {
  page.on('pageerror', (error) => report(`The page threw: ${error.message}`))
  // What the content security policy refuses is told there too.
  page.on('console', (message) => {
    if (message.type() === 'error') report(`Console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    const isOwn = asked === origin || protocol === 'data:' || protocol === 'blob:'
    if (!isOwn) report(`The page asked for ${request.url()}`)
  })
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== host) report(`The page connected to ${socket.url()}`)
  })
}

/** Keeps what was seen when a test failed, for whoever looks for the reason. */
async function keepScreenshot(page: Page, testName: string): Promise<void> {
  const folder = inProject('out/failed-tests')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${testName.replace(/\W+/g, '-')}.png`) })
}
