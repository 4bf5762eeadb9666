// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Alert } from '#shared/alerts.ts'
import RunAlerts from '#renderer/components/run/RunAlerts.vue'

const alert = (changes: Partial<Alert> = {}): Alert => ({
  id: 'entropy-collapse',
  sentence: 'The policy is almost certain of its actions.',
  first: { updates: 1234, episodes: 1, environmentSteps: 1, wallTimeMs: 1, happenedAbout: null },
  isNow: true,
  isDismissed: false,
  ...changes,
})
const open = (...alerts: Alert[]) =>
  mount(RunAlerts, {
    props: { alerts },
    global: { stubs: { UTooltip: { template: '<div><slot /></div>' }, UIcon: true } },
  })

describe('the alerts of a run', () => {
  it('have a line even where there are none, so that one that comes moves nothing', () => {
    expect(open().text()).toBe('No alerts')
  })

  it('are one line until all of them are asked for', async () => {
    const list = open(alert(), alert({ id: 'large-kl' }))
    expect(list.findAll('li')).toHaveLength(1)
    const toggle = list.get('button[aria-expanded]')
    expect(toggle.text()).toBe('1 more')
    await toggle.trigger('click')
    expect(list.findAll('li')).toHaveLength(2)
    expect(list.get('button[aria-expanded]').text()).toBe('Show less')
  })

  it('say what is wrong, since when, and lead to the theory', () => {
    const list = open(alert())
    expect(list.text()).toContain('Entropy collapse since update 1,234. The policy is almost')
    expect(list.findAll('a[title="Read the derivation"]')).toHaveLength(2)
  })

  it('are dismissed one by one, and can be shown again', async () => {
    const list = open(alert(), alert({ id: 'large-kl', isDismissed: true }))
    expect(list.findAll('li')).toHaveLength(1)
    await list.findAll('li button')[1]!.trigger('click')
    expect(list.emitted('dismiss')).toEqual([['entropy-collapse']])
    await list.get('button[aria-expanded]').trigger('click')
    expect(list.findAll('li')).toHaveLength(2)
    await list.findAll('li button')[2]!.trigger('click')
    expect(list.emitted('restore')).toEqual([['large-kl']])
  })

  it('are shown on the chart where they begin, if that is known', async () => {
    const known = open(alert())
    await known
      .findAll('button')
      .find((button) => button.text() === 'Show on the chart')!
      .trigger('click')
    expect(known.emitted('show')).toMatchObject([[{ id: 'entropy-collapse' }]])
    expect(open(alert({ first: null })).text()).not.toContain('Show on the chart')
  })
})
