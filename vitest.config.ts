import { defineConfig } from 'vitest/config'
import { inProject } from './scripts/project.ts'
import { rendererPlugins } from './scripts/renderer-plugins.ts'

const resolve = {
  // Importing the real module outside Electron starts a download.
  alias: { electron: inProject('tests/electron/electron-stand-in.ts') },
}

export default defineConfig({
  test: {
    reporters: ['default', inProject('tests/plain-summary-reporter.ts')],
    maxWorkers: 2,
    projects: [
      {
        resolve,
        plugins: rendererPlugins(),
        test: {
          name: 'parts',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/robustness/**'],
          setupFiles: [inProject('tests/renderer/bundled-icons.ts')],
          testTimeout: 60_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve,
        test: {
          name: 'window',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // A loaded machine can be slower than any patience; the summary names what needed a second attempt.
          retry: 1,
          // After the others, alone: a browser, a server and its workers share the machine.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'robustness',
          include: ['tests/robustness/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // A loaded machine can be slower than any patience; the summary names what needed a second attempt.
          retry: 1,
          // One attack at a time: they kill programs, fill disks and hold locks.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
