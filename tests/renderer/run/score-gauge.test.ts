// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import ScoreGauge from '#renderer/components/run/ScoreGauge.vue'

const show = (report: { updates: number; exceeding: number; largest: number | null }) =>
  mount(ScoreGauge, {
    props: { report },
    global: {
      stubs: {
        UIcon: { props: ['name'], template: '<i>{{ name }}</i>' },
        DefinedTerm: { props: ['label', 'definition'], template: '<span>{{ definition }}</span>' },
      },
    },
  })

it('the score gauge says in words and by its sign whether it is within chance', () => {
  const fine = show({ updates: 1000, exceeding: 9, largest: 3.21 })
  expect(fine.text()).toContain('within chance: |z| ≤ limit in 991 of the last 1,000 updates')
  expect(fine.text()).toContain('largest here: 3.2')
  expect(fine.text()).toContain('circle-check')
  const beyond = show({ updates: 1000, exceeding: 60, largest: 30 })
  expect(beyond.text()).toContain('beyond chance: |z| > limit in 60 of the last 1,000 updates')
  expect(beyond.text()).toContain('triangle-alert')
  expect(beyond.find('[role=alert]').exists()).toBe(true)
})

it('the score gauge of a single update names no last updates', () => {
  const single = show({ updates: 1, exceeding: 0, largest: 1 })
  expect(single.text()).toContain('|z| ≤ limit in the only update yet')
})

it('the score gauge is dark while no update has one', () => {
  expect(show({ updates: 0, exceeding: 0, largest: null }).text()).toBe('')
})
