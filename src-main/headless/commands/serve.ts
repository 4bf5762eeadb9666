import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { dataFolder } from '#main/data-directory.ts'
import { databaseFlag, portFlag, threadsPerRunFlag, workersFlag } from '../flags.ts'
import { print, say } from '../output.ts'
import { onStopSignal } from '../stop-signals.ts'
import { report, withWorkbench, type BackendFlags } from '../with-backend.ts'

interface ServeFlags extends BackendFlags {
  readonly port?: number
  readonly open: boolean
  readonly newToken: boolean
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the workbench as a page to browsers on this machine')
    .addOption(portFlag())
    .option('--no-open', 'do not open a browser')
    .option(
      '--new-token',
      'replace the access token; addresses of earlier starts stop working',
      false,
    )
    .addOption(workersFlag())
    .addOption(threadsPerRunFlag())
    .addOption(databaseFlag())
    .action(async ({ port = 0, open, newToken, ...flags }: ServeFlags) => {
      const [{ serve }, { openBrowser }, { keepToken }] = await Promise.all([
        import('../serve.ts'),
        import('../open-browser.ts'),
        import('#main/access-token.ts'),
      ])
      await withWorkbench(flags, async (backend) => {
        const stopped = Promise.withResolvers<void>()
        const { token, problem } = keepToken(dataFolderOf(flags), newToken)
        if (problem !== null) say(problem)
        const server = await serve({ backend, port, token, report })
        onStopSignal(stopped.resolve)
        print(`Reinforce Workbench is at ${server.url}`)
        if (open) openBrowser(server.url)
        await stopped.promise
        await server.close()
      })
    })
}

/** The folder of the database that the server starts with; opening another one later does not change it. */
const dataFolderOf = ({ database }: BackendFlags): string =>
  database === undefined ? dataFolder() : dirname(resolve(database))
