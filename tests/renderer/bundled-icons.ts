/* Before the tests of a component: it finds its icons in the bundle, as in the window, and asks nobody for them. */
if (typeof document !== 'undefined') {
  globalThis.fetch = (address) => {
    throw new Error(`A component asked for ${address instanceof Request ? address.url : address}`)
  }
  // Only now: the module keeps the function it finds.
  const { addIcon } = await import('@iconify/vue')
  const { init } = await import('virtual:nuxt-ui-icons')
  init(addIcon)
}

export {}
