import type { Command } from 'commander'
import { describeVerification, type Verification } from '#shared/verification.ts'
import type { Events } from '#shared/api.ts'
import { databaseFlag, jsonFlag, parseIds, RUN_NUMBERS } from '../flags.ts'
import { print, printJson, say } from '../output.ts'
import { createProgressDisplay, shareLine } from '../progress.ts'
import { onStopSignal } from '../stop-signals.ts'
import { call, withExistingDatabase, type BackendFlags } from '../with-backend.ts'

interface VerifyFlags extends BackendFlags {
  readonly json?: boolean
  readonly quiet?: boolean
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('train runs again from their seeds and compare them with what is stored')
    .argument('<ids...>', RUN_NUMBERS, parseIds)
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .option('--quiet', 'no progress')
    .action(verify)
}

async function verify(ids: number[], { json, quiet, ...flags }: VerifyFlags): Promise<void> {
  const display = createProgressDisplay(process.stderr, quiet === true)
  const results = await withExistingDatabase(flags, async (backend) => {
    let runId = 0
    const taskId = () => `verify-${runId}`
    const removeListener = onStopSignal(
      () => void call(backend, 'runs.cancelVerify', { taskId: taskId() }),
    )
    const unsubscribe = backend.subscribe(({ event, data }) => {
      if (event !== 'verify.progress') return
      const { share, remainingMs } = data as Events['verify.progress']
      display.show([shareLine(`run ${runId}`, share, remainingMs)])
    })
    try {
      const found: Verification[] = []
      for (runId of new Set(ids)) {
        found.push(await call(backend, 'runs.verify', { runId, taskId: taskId() }))
        display.clear()
        if (!json) print(describeVerification(found.at(-1)!))
      }
      return found
    } finally {
      unsubscribe()
      removeListener()
      display.clear()
    }
  })
  if (json) printJson({ verifications: results })
  const differing = results.filter(({ isSame }) => !isSame)
  if (json) for (const each of differing) say(describeVerification(each))
  if (differing.length > 0) process.exitCode = 1
}
