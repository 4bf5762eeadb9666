// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { sectionFor } from '#renderer/components/theory/sections.ts'
import TheoryPage from '#renderer/pages/TheoryPage.vue'
import { headings } from '../../../docs/reinforce.md?outline'

async function open(path: string) {
  const routes = [
    { path: '/theory/:section?', name: 'theory', component: TheoryPage },
    { path: '/guided', name: 'guided', component: TheoryPage },
    { path: '/learn', name: 'learn', component: TheoryPage },
  ]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push(path)
  const page = mount(TheoryPage, { attachTo: document.body, global: { plugins: [router] } })
  await nextTick()
  return { page, router }
}

describe('the page of the theory', () => {
  it('shows every section below its table of contents', async () => {
    const { page } = await open('/theory')
    const listed = page.findAll('nav[aria-label=Contents] a').map((link) => link.attributes('href'))
    const shown = page.findAll('article h2, article h3').map((heading) => heading.attributes('id'))
    expect(shown.length).toBeGreaterThan(20)
    expect(listed).toEqual(shown.map((id) => `#/theory/${id}`))
    page.unmount()
  })

  it('goes to the section of its address, with the keyboard too', async () => {
    const { page, router } = await open('/theory/discounting')
    expect(document.activeElement?.id).toBe('discounting')
    await router.push('/theory/features')
    await nextTick()
    expect(document.activeElement?.id).toBe('features')
    page.unmount()
  })
})

describe('the section of a field or of a logged number', () => {
  it('is that of its value where it has one of its own, else that of the field', () => {
    expect(sectionFor('estimator.weight', 'return')).toBe('whole-returns')
    expect(sectionFor('estimator.gamma', 0.9)).toBe('discounting')
    expect(sectionFor('seed', 1)).toBeNull()
    expect(sectionFor('entropy')).toBe('entropy')
  })

  it('exists', () => {
    const ids = headings.map(({ id }) => id)
    for (const kind of ['sgd', 'adam']) expect(ids).toContain(sectionFor('optimizer.kind', kind))
  })
})
