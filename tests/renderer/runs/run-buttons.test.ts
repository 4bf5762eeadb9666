// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { RunStatus } from '#shared/run.ts'
import RunButtons from '#renderer/components/runs/RunButtons.vue'
import { exampleRun } from '../example-run.ts'

function buttons(status: RunStatus) {
  return mount(RunButtons, {
    props: { run: exampleRun({ id: 7, status }) },
    global: {
      stubs: {
        UButton: { template: '<button><slot /></button>' },
        UDropdownMenu: true,
      },
    },
  })
}

it.each([
  ['queued', ['Stop']],
  ['running', ['Pause', 'Stop']],
  ['paused', ['Resume', 'Stop']],
  ['completed', []],
] as const)('of a run that is %s: %j', (status, titles) => {
  const found = buttons(status).findAll('button[title]')
  expect(found.map((button) => button.attributes('title'))).toEqual(titles)
})

it('a button tells what is to be done to the run', async () => {
  const row = buttons('running')
  await row.get('[aria-label="Pause run 7"]').trigger('click')
  await row.get('[aria-label="Stop run 7"]').trigger('click')
  expect(row.emitted('act')).toEqual([['pause'], ['stop']])
})
