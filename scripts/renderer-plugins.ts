import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { documents } from './documents/document-plugin.ts'
import { licences } from './licences-plugin.ts'
import { inProject } from './project.ts'

/** What turns the renderer's sources into a page, for the build and for tests of its components. */
export const rendererPlugins = () => [
  documents({ '/docs/reinforce.md': '#/theory', '/docs/learn/': '#/learn' }),
  licences(),
  vue(),
  // Components and composables are imported by name where they are used, so that the sources
  // typecheck without a build; icons are bundled, because the page may fetch nothing.
  ui({
    root: inProject('.'),
    autoImport: false,
    components: false,
    // src-renderer/composables/useTheme.ts keeps the theme.
    colorMode: false,
    ui: {
      colors: { primary: 'sky', neutral: 'zinc' },
      tooltip: {
        slots: {
          // The kit's own tooltip is one line that is cut off; ours shows the whole text.
          content:
            'block h-auto max-h-(--reka-tooltip-content-available-height) max-w-[min(20rem,calc(100vw-1rem))] overflow-y-auto px-2.5 py-1.5 leading-4.5',
          text: 'block overflow-visible wrap-break-word whitespace-normal',
        },
      },
    },
    icon: {
      clientBundle: {
        scan: { globInclude: ['src-renderer/**/*.{vue,ts}'], globExclude: [] },
        sizeLimitKb: 512,
      },
    },
  }),
]
