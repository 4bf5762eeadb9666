// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import PointSettings from '#renderer/components/lab/PointSettings.vue'
import { configOf, firstSetup } from '#renderer/lab/setup.ts'
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

it('offers no run where there is none that fits', () => {
  const settings = mount(PointSettings, { props: { setup: firstSetup, exact: null, runs: [] } })
  expect(settings.get<HTMLOptionElement>('option[value=run]').element.disabled).toBe(true)
})
