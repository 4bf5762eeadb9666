import { computed, readonly, shallowRef, watchEffect } from 'vue'
import type { Theme } from '#shared/figure/palette.ts'
import { readStored, writeStored } from './browser-storage.ts'

const KEY = 'workbench-theme'

const systemPrefersDark = matchMedia('(prefers-color-scheme: dark)')
const systemTheme = shallowRef<Theme>(systemPrefersDark.matches ? 'dark' : 'light')
systemPrefersDark.addEventListener('change', ({ matches }) => {
  systemTheme.value = matches ? 'dark' : 'light'
})

const stored = readStored(KEY)
const chosenTheme = shallowRef<Theme | null>(
  stored === 'dark' || stored === 'light' ? stored : null,
)
const theme = computed<Theme>(() => chosenTheme.value ?? systemTheme.value)

watchEffect(
  () => {
    document.documentElement.classList.toggle('dark', theme.value === 'dark')
    document.documentElement.style.colorScheme = theme.value
  },
  { flush: 'sync' },
)

/** The theme of the whole page: the system's until one is chosen, then that one, kept. */
export function useTheme() {
  function toggle() {
    choose(theme.value === 'dark' ? 'light' : 'dark')
  }
  /** Null: what the system says. */
  function choose(chosen: Theme | null) {
    chosenTheme.value = chosen
    writeStored(KEY, chosen)
  }
  return { theme: readonly(theme), chosenTheme: readonly(chosenTheme), choose, toggle }
}
