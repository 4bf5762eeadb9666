import { describe, expect, it } from 'vitest'
import type { GradientCheck } from '#shared/gradient-check.ts'
import { runCli, shortTraining } from './run-cli.ts'

const lake = JSON.stringify({
  ...shortTraining,
  environment: { id: 'FrozenLake-v1' },
  policy: { kind: 'softmax-linear', features: 'one-hot' },
  estimator: { gamma: 1 },
})
const corridor = JSON.stringify({
  ...shortTraining,
  environment: { id: 'ShortCorridor-v0' },
  policy: { kind: 'softmax-linear', features: 'one-hot' },
  estimator: { gamma: 1 },
})

describe('gradient-check', () => {
  it.concurrent('prints the exact values and every estimate as one JSON object', async () => {
    const args = ['--trajectories', '2000', '--batch-sizes', '1,4', '--json']
    const { exitCode, stdout } = await runCli(['gradient-check', '--config', '-', ...args], lake)
    expect(exitCode).toBe(0)
    const found = JSON.parse(stdout) as GradientCheck
    expect(found.J).toBeCloseTo(0.0139398, 7)
    expect(Math.hypot(...found.gradient)).toBeCloseTo(0.006811577, 8)
    expect(found.estimates).toHaveLength(23)
    for (const estimate of found.estimates) {
      expect(estimate.mean).toHaveLength(64)
      expect(estimate.standardError).toHaveLength(64)
      expect(estimate.maxAbsZ).toBeTypeOf('number')
      expect(estimate.traceCovariance).toBeTypeOf('number')
    }
  })

  it.concurrent('takes θ from --parameters, and settings from --set', async () => {
    const args = ['--parameters', `[0,${Math.log(0.2 / 0.8)}]`, '--trajectories', '100', '--json']
    const set = ['--set', 'seed=3', '--batch-sizes', '2']
    const flags = ['gradient-check', '--config', '-', ...args, ...set]
    const { stdout } = await runCli(flags, corridor)
    const { J, gradient } = JSON.parse(stdout) as GradientCheck
    expect(J).toBeCloseTo(-22.5, 6)
    expect(gradient[1]).toBeCloseTo(15.5, 6)
  })

  it.concurrent('prints a table for people', async () => {
    const args = ['--trajectories', '10000', '--batch-sizes', '2']
    const { exitCode, stdout } = await runCli(
      ['gradient-check', '--config', '-', ...args],
      corridor,
    )
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/J = -12\.0000000 +‖∇J‖ = 2\.82842712/)
    expect(stdout).toMatch(/best of this family -11\.6568542 at 0\.585786/)
    expect(stdout).toMatch(/^reward-to-go +2 .* agrees$/m)
    expect(stdout).toMatch(/^normalized-advantages +2 .* biased: /m)
  })

  it.concurrent('does not call agreement what too few events speak for', async () => {
    const args = ['--trajectories', '100', '--batch-sizes', '1', '--set', 'estimator.gamma=1']
    const { stdout } = await runCli(['gradient-check', '--config', '-', ...args], lake)
    expect(stdout).toMatch(/^return +1 +0 +– +– +– +0 +not judged: too few events$/m)
    expect(stdout).not.toMatch(/agrees$/m)
  })

  it.concurrent('refuses a θ of another length in a sentence', async () => {
    const flags = ['gradient-check', '--config', '-', '--parameters', '[1,2,3]']
    const { exitCode, stdout, stderr } = await runCli(flags, corridor)
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'θ has 3 numbers; this policy has 2\n',
    })
  })
})
