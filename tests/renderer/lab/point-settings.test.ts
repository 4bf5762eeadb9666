// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import PointSettings from '#renderer/components/lab/PointSettings.vue'
import { configOf, firstSetup, policyObstacle } from '#renderer/lab/setup.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { exampleRun } from '../example-run.ts'

it('takes the environment, the policy and γ of a run with its parameters, all at once', async () => {
  const config = parseRunConfig({
    ...(configOf(firstSetup) as object),
    environment: { id: 'FrozenLake-v1' },
    estimator: { gamma: 0.9 },
  })
  const settings = mount(PointSettings, {
    props: { setup: firstSetup, exact: null, runs: [exampleRun({ id: 7, config })] },
  })
  await settings.get('#lab-point').setValue('run')
  const { environment, policy } = config
  expect(settings.emitted('change')).toEqual([
    [{ pointKind: 'run', runId: 7, environment, policy, gamma: 0.9 }],
  ])
})

it('lets a run be looked for where none of the known ones fits', async () => {
  const settings = mount(PointSettings, { props: { setup: firstSetup, exact: null, runs: [] } })
  await settings.get('#lab-point').setValue('run')
  expect(settings.emitted('change')).toEqual([[{ pointKind: 'run' }]])
})

it('refuses runs without updates and runs without exact values, with the reason', () => {
  const config = parseRunConfig(configOf(firstSetup))
  expect(policyObstacle(exampleRun({ config }))).toBeNull()
  expect(policyObstacle(exampleRun({ config, progress: { updates: 0 } }))).toMatch(/no update yet/)
  expect(policyObstacle(exampleRun({}))).toMatch(
    /^environment.id CartPole-v1 has a continuous state/,
  )
})
