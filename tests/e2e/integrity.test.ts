import { changeDatabase } from '../store/change-database.ts'
import { cartPoleFor } from './configs.ts'
import { eventually, test } from './workbench.ts'

test('the integrity check in Settings shows how far it is, can be cancelled, and names runs that differ', async ({
  workbench: { page, server, databasePath },
}) => {
  for (const seed of [1, 2]) await server.client.call('runs.start', cartPoleFor(64, seed))
  const list = () => server.client.call('runs.list', undefined)
  await eventually(async () => (await list()).map(({ status }) => status)).toEqual([
    'completed',
    'completed',
  ])
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor()
  await page.keyboard.press('Control+,')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await button('Check integrity').click()
  await page.getByText(/^\s*OK, [\d.]+ KiB\s*$/).waitFor()

  // So many that it takes a while.
  changeDatabase(
    databasePath,
    `WITH RECURSIVE n(i) AS (SELECT 64 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
     INSERT INTO episodes (run_id, episode_index, episode_return, length, terminated, truncated,
                           environment_steps, wall_time_ms)
     SELECT 2, i, 9, 9, 1, 0, 100000 + 9 * i, 1000 + i FROM n`,
  )
  await button('Check integrity').click()
  await button('Cancel').click()
  await button('Cancel').waitFor({ state: 'detached' })
  await page.getByText(/^\s*OK, /).waitFor()

  await button('Check integrity').click()
  await page.getByText(/^\s*1 run differs: 2\s*$/).waitFor()
  await page.getByText('Run 2: episode 16 is missing; the next one is 64').waitFor()
  await page.getByText('Run 2: its episodes and updates have the hash').waitFor()
})
