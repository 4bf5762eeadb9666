import { defineConfig } from 'electron-vite'
import { inProject } from './scripts/project.ts'
import { rendererPlugins } from './scripts/renderer-plugins.ts'

export default defineConfig({
  main: {
    build: {
      outDir: inProject('out/main'),
      rollupOptions: {
        input: {
          main: inProject('src-main/electron/main.ts'),
          // A file of its own beside main.js: a worker thread is started from a path.
          'training-worker': inProject('src-main/workers/training-worker.ts'),
          // The process that checks databases is an entry of its own too.
          'check-process': inProject('src-main/checks/check-process.ts'),
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
      outDir: inProject('out/preload'),
      rollupOptions: {
        input: inProject('src-main/electron/preload.ts'),
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: inProject('src-renderer'),
    build: {
      outDir: inProject('out/renderer'),
      emptyOutDir: true,
      rollupOptions: {
        input: inProject('src-renderer/index.html'),
        output: {
          // Puts what every page needs into one file. Without a name it would be called after the
          // router's module `devtools`, of which the build holds only the router itself.
          codeSplitting: {
            groups: [{ name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router|pinia)[\\/]/ }],
          },
        },
      },
    },
    plugins: rendererPlugins(),
  },
})
