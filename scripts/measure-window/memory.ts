import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

export interface Memory {
  /** MiB in use after a collection of garbage, every so often. */
  readonly usedMiB: readonly number[]
  readonly everySeconds: number
  /** Of the line through the second half of them. */
  readonly growthMiBPerMinute: number
}

/** Watches the memory of a page's scripts for so many minutes. */
export async function measureMemory(page: Page, minutes: number): Promise<Memory> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('Performance.enable')
  const everySeconds = Math.max(1, Math.min(15, 2 * minutes))
  const usedMiB: number[] = []
  const samples = Math.max(4, Math.floor((60 * minutes) / everySeconds))
  for (let i = 0; i <= samples; i++) {
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    usedMiB.push(metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value / 2 ** 20)
    if (i < samples) await sleep(1000 * everySeconds)
  }
  await session.detach()
  const half = usedMiB.slice(Math.floor(usedMiB.length / 2))
  return { usedMiB, everySeconds, growthMiBPerMinute: (slope(half) * 60) / everySeconds }
}

/** Least squares slope over the index. */
function slope(values: readonly number[]): number {
  const center = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let products = 0
  let squares = 0
  for (const [i, value] of values.entries()) {
    products += (i - center) * (value - mean)
    squares += (i - center) ** 2
  }
  return products / squares
}
