import { describe, expect, it } from 'vitest'
import { presets } from '#shared/presets.ts'
import { runCli } from './run-cli.ts'

describe('benchmark', () => {
  it('trains, judges and says whether the goal is met, with the configuration', async () => {
    const { exitCode, stdout } = await runCli([
      'benchmark',
      ...['--only', 'moving-particle', '--seeds', '3,4', '--json'],
    ])
    const { tasks } = JSON.parse(stdout) as { tasks: Record<string, unknown>[] }
    const { seed: _, ...configuration } = presets['moving-particle']!.config
    expect(tasks).toMatchObject([
      {
        preset: 'moving-particle',
        score: 'successRate',
        goal: 0.99,
        isMet: true,
        seeds: [3, 4],
        scores: [expect.any(Number), expect.any(Number)],
        evaluation: { episodes: 100, actions: 'mode', start: 'default' },
        configuration,
      },
    ])
    expect(exitCode).toBe(0)
  })
})
