import type { Command } from 'commander'
import { databaseFlag, portFlag, threadsPerRunFlag, workersFlag } from '../flags.ts'
import { print } from '../output.ts'
import { onStopSignal } from '../stop-signals.ts'
import { report, withWorkbench, type BackendFlags } from '../with-backend.ts'

interface ServeFlags extends BackendFlags {
  readonly port?: number
  readonly open: boolean
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the workbench as a page to browsers on this machine')
    .addOption(portFlag())
    .option('--no-open', 'do not open a browser')
    .addOption(workersFlag())
    .addOption(threadsPerRunFlag())
    .addOption(databaseFlag())
    .action(async ({ port = 0, open, ...flags }: ServeFlags) => {
      const [{ serve }, { openBrowser }] = await Promise.all([
        import('../serve.ts'),
        import('../open-browser.ts'),
      ])
      await withWorkbench(flags, async (backend) => {
        const stopped = Promise.withResolvers<void>()
        const server = await serve({ backend, port, report })
        onStopSignal(stopped.resolve)
        print(`Reinforce Workbench is at ${server.url}`)
        if (open) openBrowser(server.url)
        await stopped.promise
        await server.close()
      })
    })
}
