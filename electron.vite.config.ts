import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export default defineConfig({
  main: {
    build: {
      outDir: path('out/main'),
      rollupOptions: {
        input: {
          main: path('src-main/electron/main.ts'),
          // A file of its own beside main.js: a worker thread is started from a path.
          'training-worker': path('src-main/workers/training-worker.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: path('out/preload'),
      rollupOptions: {
        input: path('src-main/electron/preload.ts'),
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path('src-renderer'),
    build: {
      outDir: path('out/renderer'),
      emptyOutDir: true,
      rollupOptions: { input: path('src-renderer/index.html') },
    },
    plugins: [
      vue(),
      // Components and composables are imported by name where they are used, so that the sources
      // typecheck without a build; icons are bundled, because the page may fetch nothing.
      ui({
        root: path('.'),
        autoImport: false,
        components: false,
        // composables/useTheme.ts keeps the theme.
        colorMode: false,
        ui: { colors: { primary: 'sky', neutral: 'zinc' } },
        icon: {
          clientBundle: {
            scan: { globInclude: ['src-renderer/**/*.{vue,ts}'], globExclude: [] },
            sizeLimitKb: 512,
          },
        },
      }),
    ],
  },
})
