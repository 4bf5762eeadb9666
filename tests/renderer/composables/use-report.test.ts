// @vitest-environment happy-dom
import { useToast } from '@nuxt/ui/composables'
import { expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useReport } from '#renderer/composables/useReport.ts'
import { withBackend } from '../playback/with-backend.ts'

it('the same mistake again is told once, another beside it', async () => {
  const { result, unmount } = await withBackend(
    [],
    () => null,
    () => ({ ...useReport(), ...useToast() }),
  )
  const wrong = new Error('It must be a whole number.')
  for (let i = 0; i < 3; i++) {
    result.report('The setting stays as it is', wrong)
    await nextTick()
  }
  result.report('The setting stays as it is', new Error('It must be from 1 to 256.'))
  await nextTick()
  expect(result.toasts.value.map(({ description }) => description)).toEqual([
    'It must be a whole number.',
    'It must be from 1 to 256.',
  ])
  unmount()
})
