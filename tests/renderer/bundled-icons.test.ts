// @vitest-environment happy-dom
import UIcon from '@nuxt/ui/components/Icon.vue'
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'

it('finds icons in the bundle, and may ask nobody for one', () => {
  expect(mount(UIcon, { props: { name: 'i-lucide-search' } }).html()).toContain('<path')
  expect(() => fetch('https://example.org')).toThrow('A component asked for https://example.org')
})
