// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import SectionTabs from '#renderer/components/run/SectionTabs.vue'
import { parseSection, runSections } from '#renderer/run/sections.ts'

describe('the sections of a run', () => {
  it('are tabs with one stop for the keyboard, between which arrows go', async () => {
    const tabs = mount(SectionTabs, {
      props: {
        label: 'More',
        sections: runSections,
        modelValue: 'diagnostics',
        'onUpdate:modelValue': (modelValue: string) => tabs.setProps({ modelValue } as never),
      },
    })
    const shown = () => tabs.get('[aria-selected=true]').text()
    expect(tabs.findAll('[tabindex="0"]')).toHaveLength(1)
    await tabs.get('[role=tablist]').trigger('keydown', { key: 'ArrowRight' })
    expect(shown()).toBe('Distributions')
    await tabs.get('[role=tablist]').trigger('keydown', { key: 'End' })
    expect(shown()).toBe('Log')
    await tabs.get('[role=tablist]').trigger('keydown', { key: 'ArrowRight' })
    expect(shown()).toBe('Diagnostics')
    await tabs.findAll('[role=tab]')[2]!.trigger('click')
    expect(shown()).toBe('Policy')
  })

  it('are named by the address; what it does not know is the first', () => {
    expect(parseSection('policy')).toBe('policy')
    expect(parseSection(undefined)).toBe('diagnostics')
    expect(parseSection('no such')).toBe('diagnostics')
  })
})
