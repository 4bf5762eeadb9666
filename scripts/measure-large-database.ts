/*
 * Prints how quick the workbench is on a database of scripts/make-large-database.ts, in a browser:
 * npm run build, then node scripts/measure-large-database.ts FILE
 */
import type { Page } from 'playwright-core'
import { launchChromium } from '../tests/e2e/chromium.ts'
import { startServer } from '../tests/e2e/server.ts'
import { summarize } from './bench/statistics.ts'

const ZOOMS = 200
const FILTERS = [
  'cartpole',
  'night adam',
  'seed 3 pendulum',
  'γ 0.9,',
  'completed mlp 64',
  'zzz',
  'alert = diverged',
  'not has alert',
]
const SORT_KEYS = [
  'progress',
  'estimator',
  'areaUnderCurve',
  'tags',
  'alerts',
  'config.estimator.gamma',
  'config.optimizer.learningRate',
] as const

const [databasePath] = process.argv.slice(2)
if (databasePath === undefined) throw new Error('Usage: measure-large-database FILE')

const say = (what: string, goal: number, durations: readonly number[]) => {
  const { median, maximum } = summarize(durations)
  console.log(
    `${what}: median ${median.toFixed(0)} ms, slowest ${maximum.toFixed(0)} ms (goal ${goal} ms)`,
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const row = (page: Page) => page.locator('[data-run], [data-group]').first()

const server = await startServer({ databasePath })
const browser = await launchChromium()
try {
  const { client, url } = server
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const open = () =>
    timed(async () => {
      await page.goto(url.href)
      await row(page).waitFor()
    })
  say('App interactive', 2000, [await open(), await open(), await open()])

  const query = { isGrouping: true, limit: 150 }
  const filters: number[] = []
  for (const filter of FILTERS) {
    filters.push(await timed(() => client.call('runs.query', { ...query, filter })))
  }
  say('Filter answered', 200, filters)

  const sorts: number[] = []
  for (const key of SORT_KEYS) {
    const sort = { key, isDescending: true }
    sorts.push(await timed(() => client.call('runs.query', { ...query, sort })))
  }
  say('Table sorted', 200, sorts)

  const varying: number[] = []
  for (const filter of ['', ...FILTERS]) {
    varying.push(await timed(() => client.call('runs.varyingFields', { filter })))
  }
  say('Fields in which runs differ answered', 200, varying)

  const longest = await client.call('runs.query', {
    sort: { key: 'episodes', isDescending: true },
    limit: 1,
  })
  const { id: runId, progress } = longest.groups[0]!.runs[0]!
  const pages: number[] = []
  for (let i = 0; i < 5; i++) {
    await page.evaluate(`location.hash = '#/'`)
    await row(page).waitFor()
    pages.push(
      await timed(async () => {
        await page.evaluate(`location.hash = '#/runs/${runId}'`)
        await page.locator('canvas').first().waitFor()
      }),
    )
  }
  say(`Page of a run of ${progress.episodes} episodes drawn`, 500, pages)

  const zooms: number[] = []
  for (let i = 0; i < ZOOMS; i++) {
    // From the whole run to a ten-thousandth of it, spread over the run.
    const width = progress.environmentSteps * 10 ** ((-4 * i) / ZOOMS)
    const from = ((i * 0.618) % 1) * (progress.environmentSteps - width)
    const part = { from, to: from + width, maxPoints: 600 }
    zooms.push(
      await timed(() =>
        client.call('runs.curve', {
          runId,
          metric: 'episodeReturn',
          x: 'environmentSteps',
          ...part,
        }),
      ),
    )
  }
  say('Part of its curve answered', 100, zooms)
} finally {
  await browser.close()
  await server.end('SIGTERM')
}
