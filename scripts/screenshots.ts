import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { presets } from '#shared/presets.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { isActive } from '#shared/run.ts'
import { launchChromium } from '../tests/e2e/chromium.ts'
import { everyPage, visit } from '../tests/e2e/every-page.ts'
import { openEach } from '../tests/e2e/opened-states.ts'
import { startServer, type Server } from '../tests/e2e/server.ts'
import './build-if-stale.ts'
import { inProject } from './project.ts'

/*
 * npm run screenshots [FOLDER] [PART-OF-A-NAME]: every page, what it opens and what it shows before there is
 * anything, in both themes and two sizes, over runs trained for the purpose. The README shows
 * training-1440x900-dark.png as docs/screenshot.png.
 */

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
]
const themes = ['dark', 'light'] as const

const cartPole = presets['cartpole-reinforce']!.config
const particle = presets['moving-particle']!.config
const fastCartPole = parseRunConfig({
  ...cartPole,
  optimizer: { kind: 'adam', learningRate: 0.03 },
})
/** Learns so slowly, on the slower engine, that there is time to take its pictures. */
const slowCartPole = parseRunConfig({
  ...cartPole,
  engine: 'tfjs',
  optimizer: { kind: 'adam', learningRate: 0.001 },
  budget: { environmentSteps: 4_000_000, stopWhenSolved: false },
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 200))
}

/** Two learning rates and two discounts, with three seeds each. */
const experiment = {
  name: 'Learning rate and discount',
  question: 'Do learning rate and discount have to be chosen together?',
  hypothesis: 'Less than it is said: the larger rate is better with either discount.',
  sweep: {
    config: { ...cartPole, budget: { environmentSteps: 40_000, stopWhenSolved: false } },
    vary: [
      {
        path: 'optimizer.learningRate',
        from: 0.001,
        to: 0.1,
        count: 3,
        scale: 'logarithmic' as const,
      },
      { path: 'estimator.gamma', values: [0.9, 0.99, 1] },
    ],
    seeds: [1, 2, 3],
  },
}

/** Two groups of five seeds, two runs of another environment, an experiment, and one run in mid-training: its number. */
async function trainRuns({ client }: Server): Promise<number> {
  for (const config of [cartPole, fastCartPole]) {
    await client.call('runs.startSeeds', { config, seeds: [1, 2, 3, 4, 5] })
  }
  await client.call('runs.startSeeds', { config: particle, seeds: [1, 2] })
  await client.call('experiments.start', experiment)
  await until(async () =>
    (await client.call('runs.list', undefined)).every(({ status }) => !isActive(status)),
  )
  const { id: runId } = await client.call('runs.start', slowCartPole)
  await until(async () => {
    const { progress } = await client.call('runs.get', { runId })
    return (progress.meanReturnLast100 ?? 0) > 150
  })
  return runId
}

/** Of every name that holds it pictures are taken. */
const wanted = process.argv[3] ?? ''

/** Takes a picture of the page as it is in every theme and size; a long page is shown to its end too. */
async function takePicture(page: Page, folder: string, name: string): Promise<void> {
  /** Whether what is below the window is worth a picture. */
  const toEnd = () =>
    page.evaluate(() => {
      const main = document.querySelector('main')!
      const isLong = main.scrollHeight > 1.2 * main.clientHeight
      if (isLong) main.scrollTo(0, main.scrollHeight)
      return isLong
    })
  for (const { width, height } of sizes) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme })
      await page.waitForTimeout(500)
      const shot = (part: string) =>
        page.screenshot({
          path: join(folder, `${name}${part}-${width}x${height}-${colorScheme}.png`),
        })
      await shot('')
      if (await toEnd()) {
        await page.waitForTimeout(200)
        await shot('-end')
        await page.evaluate(() => document.querySelector('main')!.scrollTo(0, 0))
      }
    }
  }
}

async function takePictures(
  page: Page,
  server: Server,
  folder: string,
  inTraining: number,
): Promise<void> {
  const shown = { run: 1, other: 11, compared: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }
  const ofRun = (view: string) => ({
    name: `training-${view}`,
    path: `/runs/${inTraining}?view=${view}`,
    settled: page.getByRole('tabpanel'),
  })
  const pages = [
    { name: 'training', path: `/runs/${inTraining}`, settled: page.getByRole('tabpanel') },
    ...['distributions', 'policy', 'log'].map(ofRun),
    {
      name: 'compare-training',
      path: `/compare?runs=1,6,${inTraining}`,
      settled: page.getByRole('img').first(),
    },
    ...everyPage(page, shown),
  ]
  for (const each of pages.filter(({ name }) => name.includes(wanted))) {
    await visit(page, each)
    // The first episode is on its way, and the last toast on its way out.
    await page.waitForTimeout(2000)
    await takePicture(page, folder, each.name)
  }
  await server.client.call('queue.pauseAll', undefined)
  await server.client.call('runs.startSeeds', { config: cartPole, seeds: [11, 12, 13] })
  if (!'opened-'.includes(wanted) && !wanted.startsWith('opened-')) return
  await openEach(page, shown, ({ name }) => takePicture(page, folder, `opened-${name}`))
}

/** What a person sees who has not trained anything yet. */
async function takeFirstPictures(page: Page, folder: string): Promise<void> {
  for (const path of ['runs', 'experiments', 'compare', 'learn']) {
    await page.evaluate((path) => (location.hash = `/${path}`), path)
    await page.waitForTimeout(500)
    await takePicture(page, folder, `first-${path}`)
  }
}

const folder = resolve(process.argv[2] ?? inProject('docs/screenshots'))
mkdirSync(folder, { recursive: true })
const dataFolder = mkdtempSync(join(tmpdir(), 'screenshots-'))
const server = await startServer({ databasePath: join(dataFolder, 'runs.sqlite') })
const browser = await launchChromium()
try {
  const page = await browser.newPage({ viewport: sizes[0]! })
  await page.goto(server.url.href)
  await takeFirstPictures(page, folder)
  const inTraining = await trainRuns(server)
  await page.reload()
  await takePictures(page, server, folder, inTraining)
  console.log(`The screenshots are in ${folder}`)
} finally {
  await browser.close()
  await server.end('SIGKILL')
  rmSync(dataFolder, { recursive: true, force: true })
}
