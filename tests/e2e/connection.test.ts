import { endless } from './configs.ts'
import * as at from './pages.ts'
import { eventually, test } from './workbench.ts'

test('a lost connection is told, comes back by itself, and the page misses nothing', async ({
  workbench: { page, server },
}) => {
  let cut = async () => {}
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const upstream = socket.connectToServer()
    cut = async () => {
      // The page's end first: what it still sends would meet a closed server.
      await socket.close()
      await upstream.close()
    }
  })
  await page.reload()
  const { id: runId } = await server.client.call('runs.start', endless)
  await page.getByRole('link', { name: String(runId), exact: true }).click()
  await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(0)

  await cut()
  const banner = page.getByText('Reconnecting…')
  await banner.waitFor()
  await banner.waitFor({ state: 'hidden' })
  const before = await at.shownEpisodes(page)
  await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(before)
})

test('after the program was killed the page says what to do, and the next start goes on with the run', async ({
  workbench,
}) => {
  const { page } = workbench
  workbench.expectError(/WebSocket connection to .* failed/)
  // A font or a part of the page that was only now asked for, refused or cut off.
  workbench.expectError(/Failed to load resource: net::ERR_/)
  const { id: runId } = await workbench.server.client.call('runs.start', endless)
  await page.getByRole('link', { name: String(runId), exact: true }).click()
  await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(0)

  await workbench.server.end('SIGKILL')
  const acknowledged = await at.shownEpisodes(page)
  const advice = page.getByText('start it again and open the address it prints')
  await advice.waitFor()
  await workbench.restart()

  // The token is that of the data folder: the page comes back by itself.
  await advice.waitFor({ state: 'hidden' })
  await eventually(() => at.shownEpisodes(page)).toBeGreaterThan(acknowledged)
})

test('a page with a token that was renewed says so, and comes back by the new address', async ({
  workbench,
}) => {
  const { page } = workbench
  workbench.expectError(/WebSocket connection to .* failed/)
  workbench.expectError(/Failed to load resource/)
  await page.getByRole('link', { name: 'Runs', exact: true }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await workbench.server.end('SIGKILL')
  await page.getByText('start it again and open the address it prints').waitFor()
  await workbench.restart(['--new-token'])
  const stale = page.getByText('no longer accepts the access token of this tab')
  await stale.waitFor()
  await page.goto(workbench.server.url.href)
  await stale.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'Runs', exact: true }).first().waitFor()
})
