import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

const resolve = {
  // Importing the real module outside Electron starts a download.
  alias: { electron: path('tests/electron/electron-stand-in.ts') },
}

export default defineConfig({
  test: {
    reporters: ['default', path('tests/plain-summary-reporter.ts')],
    maxWorkers: 2,
    projects: [
      {
        resolve,
        plugins: [vue()],
        test: {
          name: 'parts',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        test: {
          name: 'end to end',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // After the others, alone: a browser, a server and its workers share the machine.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
