import { presets } from '#shared/presets.ts'
import type { Client } from '#shared/rpc.ts'
import { cartPoleFor, smallExperiment } from './configs.ts'
import type { Shown } from './every-page.ts'
import { eventually } from './workbench.ts'

/** Trains in seconds what every page shows: two groups of three seeds, another environment, an experiment. */
export async function trainShown(client: Client): Promise<Shown> {
  const config = cartPoleFor(5000)
  const other = { ...config, optimizer: { ...config.optimizer, learningRate: 0.03 } }
  await client.call('runs.startSeeds', { config, seeds: [1, 2, 3] })
  await client.call('runs.startSeeds', { config: other, seeds: [1, 2, 3] })
  await client.call('runs.start', {
    ...presets['moving-particle']!.config,
    budget: { environmentSteps: 5000 },
  })
  await client.call('experiments.start', smallExperiment)
  await eventually(async () =>
    (await client.call('runs.list', undefined)).every(({ status }) => status === 'completed'),
  ).toBe(true)
  return { run: 1, other: 7, compared: [1, 2, 3, 4, 5, 6] }
}
