import { hasDisplay } from '#main/headless/display.ts'
import './build-if-stale.ts'
import './end-with-npm.ts'
import { findElectron } from './find-electron.ts'
import { inProject } from './project.ts'
import { runProgram } from './run-program.ts'

/** The exit code by which electron/main.ts says that it has told the user what went wrong. */
const EXPLAINED_FAILURE = 3
/** Electron that ends with an error so soon never showed a window. */
const START_FAILURE_MS = 10_000

/** Opens the desktop window; otherwise says why there is none, as the start of a sentence. */
async function openWindow(): Promise<{ exitCode: number } | { reason: string }> {
  if (!hasDisplay()) return { reason: 'There is no display' }

  const electron = await findElectron({ packageFolder: inProject('node_modules/electron') })
  if (electron.kind === 'missing') return { reason: electron.reason }

  const startedAt = performance.now()
  const exitCode = await runProgram(electron.path, [inProject('.')]).catch(() => 1)
  const didStart = performance.now() - startedAt > START_FAILURE_MS
  return exitCode === 0 || exitCode === EXPLAINED_FAILURE || didStart
    ? { exitCode }
    : { reason: 'Electron is here but cannot run' }
}

const outcome = await openWindow()
if ('exitCode' in outcome) {
  process.exitCode = outcome.exitCode
} else {
  console.log(`${outcome.reason}, so the workbench is served to your browser instead:`)
  await import('./serve.ts')
}
