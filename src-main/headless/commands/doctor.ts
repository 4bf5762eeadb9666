import type { Command } from 'commander'
import type { EngineInfo } from '#shared/api.ts'
import { databaseFlag, jsonFlag, workersFlag } from '../flags.ts'
import { print, printJson } from '../output.ts'
import { call, withBackend, type BackendFlags } from '../with-backend.ts'

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('tell versions, what computes, and whether the database is sound')
    .addOption(databaseFlag())
    .addOption(workersFlag())
    .addOption(jsonFlag())
    .action(async ({ json, ...flags }: BackendFlags & { json?: boolean }) => {
      const info = await withBackend(flags, async (backend) => ({
        ...(await call(backend, 'system.info', undefined)),
        ...(await call(backend, 'system.checkDatabase', undefined)),
      }))
      if (info.databaseHealth !== 'ok') process.exitCode = 1
      if (json) {
        printJson(info)
        return
      }
      const lines = {
        workbench: info.version,
        node: info.node,
        platform: info.platform,
        sqlite: info.sqlite,
        ...Object.fromEntries(info.engines.map((engine) => [engine.name, describe(engine)])),
        workers: `${info.workers} of ${info.cores} cores`,
        database: info.databasePath,
        health: info.databaseHealth,
      }
      for (const [name, value] of Object.entries(lines)) print(`${name.padEnd(12)}  ${value}`)
    })
}

const describe = ({ isAvailable, backend, note }: EngineInfo): string =>
  [isAvailable ? backend : 'not available', ...(note === null ? [] : [note])].join('; ')
