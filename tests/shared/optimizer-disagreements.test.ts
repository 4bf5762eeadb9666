import { describe, expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { runConfigSchema, type RunConfigInput } from '#shared/run-config.ts'

const base = presets['cartpole-reinforce']!.config

function problemsOf(
  optimizer: RunConfigInput['optimizer'],
  batch: RunConfigInput['batch'],
): string[] {
  const result = runConfigSchema.safeParse({ ...base, optimizer, batch })
  if (result.success) return []
  return result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
}

describe('PPO', () => {
  const ppo = (minibatchSteps: number) => ({ kind: 'ppo', minibatchSteps }) as const
  const batch = { environmentSteps: 128, environments: 8 }

  it('has no minibatches larger than a batch of so many steps', () => {
    expect(problemsOf(ppo(129), batch)).toEqual([
      'optimizer.minibatchSteps is 129, more than batch.environmentSteps 128; a minibatch is a part of the batch, so use at most as many',
    ])
    expect(problemsOf(ppo(128), batch)).toEqual([])
  })

  it('may have them larger than trajectories whose length nobody knows', () => {
    expect(problemsOf(ppo(4096), { episodes: 1 })).toEqual([])
  })
})
