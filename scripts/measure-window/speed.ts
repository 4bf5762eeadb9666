import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '#core/statistics/location.ts'
import type { Client } from '#shared/rpc.ts'

/** Environment steps per second of a run over so long a time. */
async function stepsPerSecond(client: Client, runId: number, seconds: number): Promise<number> {
  const read = async () => {
    const { progress } = await client.call('runs.get', { runId })
    return { at: performance.now(), steps: progress.environmentSteps }
  }
  const first = await read()
  await sleep(1000 * seconds)
  const last = await read()
  return (1000 * (last.steps - first.steps)) / (last.at - first.at)
}

export interface PairedSpeed {
  /** Of every pair: steps per second with the window, over steps per second without. */
  readonly ratios: readonly number[]
  readonly withWindow: number
  readonly withoutWindow: number
}

/** Speeds in pairs, with and without the window, the order turned round from pair to pair. */
export async function measureSpeed(
  client: Client,
  runId: number,
  show: (isOpen: boolean) => Promise<void>,
  { pairs, seconds }: { pairs: number; seconds: number },
): Promise<PairedSpeed> {
  const found: { readonly open: number; readonly closed: number }[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const speeds = { open: 0, closed: 0 }
    const order = pair % 2 === 0 ? (['closed', 'open'] as const) : (['open', 'closed'] as const)
    for (const state of order) {
      await show(state === 'open')
      // What opening the page costs is not what it costs to have it open.
      await sleep(2000)
      speeds[state] = await stepsPerSecond(client, runId, seconds)
    }
    found.push(speeds)
  }
  return {
    ratios: found.map(({ open, closed }) => open / closed),
    withWindow: median(found.map(({ open }) => open)),
    withoutWindow: median(found.map(({ closed }) => closed)),
  }
}
