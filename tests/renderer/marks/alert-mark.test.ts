// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Run } from '#shared/run.ts'
import AlertMark from '#renderer/components/marks/AlertMark.vue'
import { exampleRun } from '../example-run.ts'

const mark = (...alerts: readonly Run['alerts'][]) =>
  mount(AlertMark, {
    props: { runs: alerts.map((each) => exampleRun({ alerts: each })) },
    global: { stubs: { UIcon: true } },
  })

it('names the alerts of a run, and says what they mean where it is pointed at', () => {
  const one = mark([{ id: 'stalled', isDismissed: false }])
  expect(one.attributes()).toMatchObject({ role: 'img', 'aria-label': 'Alerts: Stalled' })
  expect(one.attributes('title')).toContain('last third of the run')
  expect(one.text()).toBe('')
})

it('counts the runs of a group', () => {
  const stalled = { id: 'stalled', isDismissed: false } as const
  expect(mark([stalled], [stalled], []).text()).toBe('2')
})

it('leaves to the status that a run diverged', () => {
  expect(mark([{ id: 'diverged', isDismissed: false }]).html()).toBe('<!--v-if-->')
})

it('says that all are dismissed', () => {
  const dismissed = mark([{ id: 'stalled', isDismissed: true }])
  expect(dismissed.attributes('aria-label')).toBe('Dismissed alerts: Stalled')
})
