// @vitest-environment happy-dom
import ui from '@nuxt/ui/vue-plugin'
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import RunHeader from '#renderer/components/run/RunHeader.vue'
import { exampleRun } from '../example-run.ts'

const router = createRouter({
  history: createMemoryHistory(),
  routes: ['runs', 'new-run', 'compare', 'experiment'].map((name) => ({
    name,
    path: `/${name}`,
    component: RunHeader,
  })),
})

it('keeps its lines when the run ends, so that nothing below moves', async () => {
  const header = mount(RunHeader, {
    props: { run: exampleRun({ status: 'running' }), exporting: false },
    global: { plugins: [ui, router], stubs: { UDropdownMenu: true, StatusMark: true } },
  })
  const lines = () => header.get('header').element.children.length
  const before = lines()
  expect(header.find('[role=progressbar]').exists()).toBe(true)
  await header.setProps({ run: exampleRun({ status: 'completed' }) })
  expect(lines()).toBe(before)
  expect(header.find('[role=progressbar]').exists()).toBe(true)
})
