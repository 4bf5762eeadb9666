// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import TagEditor from '#renderer/components/marks/TagEditor.vue'
import { tagOptions } from '#renderer/components/marks/tag-options.ts'
import { exampleRun } from '../example-run.ts'

const runs = [
  exampleRun({ id: 1, tags: ['paper', 'night'] }),
  exampleRun({ id: 2, tags: ['paper'] }),
]
const known = [
  { value: 'pilot', runs: 7 },
  { value: 'paper', runs: 4 },
]

it('has the tags of the runs first, then the others, then what is being written', () => {
  expect(tagOptions(runs, known, '')).toEqual([
    { tag: 'night', state: 'some', runs: 1 },
    { tag: 'paper', state: 'all', runs: 4 },
    { tag: 'pilot', state: 'none', runs: 7 },
  ])
  expect(tagOptions(runs, known, ' Pi ')).toEqual([
    { tag: 'pilot', state: 'none', runs: 7 },
    { tag: 'Pi', state: 'none', runs: null },
  ])
  expect(tagOptions(runs, known, 'pilot')).toHaveLength(1)
})

it('gives and takes tags by the keyboard', async () => {
  const editor = mount(TagEditor, { props: { runs, known } })
  const input = editor.get('input')
  const press = (key: string) => input.trigger('keydown', { key })

  await press('Enter')
  await press('ArrowDown')
  await press('Enter')
  await input.setValue('new one')
  await press('Enter')
  expect(editor.emitted('add')).toEqual([['night'], ['new one']])
  expect(editor.emitted('remove')).toEqual([['paper']])
  expect(input.element.value).toBe('')
  await press('ArrowUp')
  expect(input.attributes('aria-activedescendant')).toMatch(/-2$/)
})
