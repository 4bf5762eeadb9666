import type { Command } from 'commander'
import type { EngineInfo } from '#shared/api.ts'
import type { TaskProgress } from '#shared/events.ts'
import { isSound, namedDamage, summarizeRunsCheck, type DatabaseCheck } from '#shared/system.ts'
import { databaseFlag, jsonFlag, workersFlag } from '../flags.ts'
import { print, printJson } from '../output.ts'
import { call, withBackend, type BackendFlags } from '../with-backend.ts'

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('tell versions, what computes, and whether the database is sound')
    .addOption(databaseFlag())
    .addOption(workersFlag())
    .option('--deep', 'recompute the hash of every run from its rows; compare all stored data')
    .addOption(jsonFlag())
    .action(async ({ json, deep = false, ...flags }: DoctorFlags) => {
      const info = await withBackend(flags, async (backend) => {
        const unsubscribe = backend.subscribe(({ event, data }) => {
          if (event === 'task.progress') tellProgress(data as TaskProgress)
        })
        const request = { isDeep: deep, taskId: 'doctor' }
        try {
          return {
            ...(await call(backend, 'system.info', undefined)),
            ...(await call(backend, 'system.checkDatabase', request)),
          }
        } finally {
          unsubscribe()
        }
      })
      if (!isSound(info)) process.exitCode = 1
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
      const runs = describeDeepCheck(info)
      for (const [name, value] of [...Object.entries(lines), ...runs])
        print(`${name.padEnd(12)}  ${value}`)
    })
}

interface DoctorFlags extends BackendFlags {
  json?: boolean
  deep?: boolean
}

/** Draws progress over the previous line, on a terminal only. */
function tellProgress({ share }: TaskProgress): void {
  if (process.stderr.isTTY) process.stderr.write(`\rchecking runs  ${Math.floor(100 * share)} %\r`)
}

/** Returns a line about all runs, then one for each run or experiment that is damaged; none without `--deep`. */
const describeDeepCheck = (check: DatabaseCheck): [name: string, value: string][] =>
  check.runs === null ? [] : [['runs', summarizeRunsCheck(check.runs)], ...namedDamage(check)]

const describe = ({ isAvailable, backend, note }: EngineInfo): string =>
  [isAvailable ? backend : 'not available', ...(note === null ? [] : [note])].join('; ')
