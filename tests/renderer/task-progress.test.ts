// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import TaskProgress from '#renderer/components/layout/TaskProgress.vue'

it('says how long a task still takes once enough of it is done to tell', async () => {
  const props = { label: 'Starting the runs', share: 0.0001, remainingMs: 124_000 }
  const task = mount(TaskProgress, { props })
  expect(task.text()).toMatch(/Cancel0 %$/)
  await task.setProps({ share: 0.07, remainingMs: 8700 })
  expect(task.text()).toMatch(/Cancel7 %, 8\.7 s left$/)
  await task.setProps({ remainingMs: null })
  expect(task.text()).toMatch(/Cancel7 %$/)
})
