/** The icons that the sources name, made by the plugin of Nuxt UI. */
declare module 'virtual:nuxt-ui-icons' {
  import type { addIcon } from '@iconify/vue'
  export function init(add: typeof addIcon): void
}
