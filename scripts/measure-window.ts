import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median } from '#core/statistics/location.ts'
import { presets } from '#shared/presets.ts'
import { launchChromium } from '../tests/e2e/chromium.ts'
import { startServer } from '../tests/e2e/server.ts'
import './build-if-stale.ts'
import { FRAME_MS, measureFrames } from './measure-window/frames.ts'
import { measureMemory } from './measure-window/memory.ts'
import { measureSpeed } from './measure-window/speed.ts'

/*
 * npm run measure-window [-- --minutes N] [--seconds N] [--pairs N]: what the window costs while one
 * worker trains CartPole at full speed and its page is open with the viewer playing: animation frames,
 * training speed with the window against without, memory of the page over N minutes (10).
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '20' },
    pairs: { type: 'string', default: '4' },
  },
})
const [minutes, seconds, pairs] = [values.minutes, values.seconds, values.pairs].map(Number)
const goal = (isMet: boolean) => (isMet ? 'goal met' : 'GOAL MISSED')
const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const count = (value: number) => Math.round(value).toLocaleString('en')

const folder = mkdtempSync(join(tmpdir(), 'measure-window-'))
const server = await startServer({ databasePath: join(folder, 'runs.sqlite'), workers: 1 })
const browser = await launchChromium()
try {
  const { client, url } = server
  // With the preset's own rate the policy collapses some minutes after it has solved the task, to episodes of ten steps.
  const { id: runId } = await client.call('runs.start', {
    ...presets['cartpole-reinforce']!.config,
    optimizer: { kind: 'adam', learningRate: 0.0003 },
    budget: { updates: 1_000_000_000, stopWhenSolved: false },
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const pageOfRun = `${url.origin}/#/runs/${runId}`
  await page.goto(url.href)
  const show = async (isOpen: boolean) => {
    await page.goto(isOpen ? pageOfRun : 'about:blank')
    if (isOpen) await page.getByText(/^policy after/).waitFor()
  }
  await show(true)
  // Until episodes are long.
  await page.waitForTimeout(10_000)

  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}; ${browser.browserType().name()} ${browser.version()}, headless, drawn without a graphics card`,
  )
  const frames = await measureFrames(page, seconds!)
  console.log(
    `frames: ${percent(frames.shareInTime)} of ${frames.count} intervals under ${FRAME_MS} ms over ${seconds} s; median ${frames.medianMs.toFixed(1)}, 95 % ${frames.p95Ms.toFixed(1)}, longest ${frames.longestMs.toFixed(1)} ms (${goal(frames.shareInTime >= 0.95)}: 95 %)`,
  )
  const speed = await measureSpeed(client, runId, show, { pairs: pairs!, seconds: 8 })
  const ratio = median(speed.ratios)
  console.log(
    `training: ${count(speed.withWindow)} steps/s with the window, ${count(speed.withoutWindow)} without; ${percent(ratio)} of it, median of ${speed.ratios.length} pairs (${speed.ratios.map(percent).join(', ')}) (${goal(ratio >= 0.9)}: 90 %)`,
  )
  await show(true)
  await page.waitForTimeout(10_000)
  const memory = await measureMemory(page, minutes!)
  const { usedMiB, everySeconds, growth } = memory
  console.log(
    `memory: ${usedMiB.map((used) => used.toFixed(1)).join(' ')} MiB, every ${everySeconds} s over ${minutes} min, garbage collected; ${percent(growth)} more in its last quarter than in the third (${goal(growth < 0.05)}: flat, less than 5 %)`,
  )
  const { status, progress } = await client.call('runs.get', { runId })
  console.log(
    `the run: ${status}, ${count(progress.environmentSteps)} steps, ${count(progress.episodes)} episodes, mean return of the last 100 ${progress.meanReturnLast100}`,
  )
} finally {
  await browser.close()
  await server.end('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
