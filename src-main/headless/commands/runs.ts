import type { Command } from 'commander'
import { describeAlert, type Alert } from '#shared/alerts.ts'
import { numberRanges } from '#shared/figure/captions.ts'
import type { RunHistory } from '#shared/run-history.ts'
import { DAYS_IN_TRASH, type Run } from '#shared/run.ts'
import { databaseFlag, jsonFlag, parseIds, RUN_NUMBERS } from '../flags.ts'
import { filterFlag, findRuns } from '../found-runs.ts'
import { print, printJson, say, textTable } from '../output.ts'
import { addContinue } from './continue.ts'
import { addImport } from './import.ts'
import { addMarks } from './run-marks.ts'
import { call, withExistingDatabase, type BackendFlags } from '../with-backend.ts'

const MOST_HINTED = 10

interface RunsFlags extends BackendFlags {
  readonly json?: boolean
}
interface ListFlags extends RunsFlags {
  readonly filter?: string
  readonly archived?: boolean
}

export function addRuns(program: Command): void {
  const runs = program
    .command('runs')
    .description('list, show, mark, import, delete or restore stored runs')
  addList(runs)
  addShow(runs)
  addDelete(runs)
  addRestore(runs)
  addTrash(runs)
  addContinue(runs)
  addImport(runs)
  addMarks(runs)
}

const runsTable = (runs: readonly Run[]): string =>
  textTable(
    ['run', 'environment', 'policy', 'seed', 'status', 'episodes', 'steps', 'return', 'tags'],
    runs.map(({ id, config, status, progress, tags }) => [
      id,
      config.environment.id,
      config.policy.kind,
      String(config.seed),
      status,
      progress.episodes,
      progress.environmentSteps,
      progress.meanReturnLast100,
      tags.join(', '),
    ]),
  )

function addList(runs: Command): void {
  runs
    .command('list')
    .description('list runs, newest first')
    .addOption(filterFlag())
    .option('--archived', 'archived runs too')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async ({ json, filter, archived, ...flags }: ListFlags) => {
      const { runs: found, archivedCount } = await withExistingDatabase(flags, (backend) =>
        findRuns(backend, { filter: filter ?? '', withArchived: archived === true }),
      )
      if (json) printJson({ runs: found })
      else if (found.length > 0) print(runsTable(found))
      else print(filter === undefined ? 'There are no runs yet.' : `No run is found by ${filter}`)
      if (!json) hintAtInterrupted(found)
      if (archivedCount > 0) say(`Archived and not listed: ${archivedCount}; see --archived`)
    })
}

/** Returns the interrupted runs as arguments of `runs continue`: their experiment if all belong to one. */
function whichRuns(runs: readonly Run[]): string {
  const interrupted = runs.filter(({ status }) => status === 'interrupted')
  const [experiment, ...others] = new Set(interrupted.map(({ experimentId }) => experimentId))
  if (typeof experiment === 'number' && others.length === 0) return `--experiment ${experiment}`
  const ranges = numberRanges(interrupted.map(({ id }) => id))
    .replaceAll('–', '..')
    .split(', ')
  const some = ranges.slice(0, MOST_HINTED).join(',')
  return ranges.length > MOST_HINTED ? `${some},…` : some
}

/** How what was cut short can go on. */
function hintAtInterrupted(runs: readonly Run[]): void {
  const interrupted = runs.filter(({ status }) => status === 'interrupted')
  if (interrupted.length === 0) return
  say(`Interrupted: ${interrupted.length}; runs continue ${whichRuns(runs)} trains on`)
}

function printMarks({ isStarred, isLocked, isArchived, notes }: Run): void {
  const marks = [isStarred && 'starred', isLocked && 'locked', isArchived && 'archived']
  const set = marks.filter((mark) => mark !== false)
  if (set.length > 0) print(`marks: ${set.join(', ')}`)
  if (notes !== '') print(`notes: ${notes}`)
}

function addShow(runs: Command): void {
  runs
    .command('show')
    .description('show runs with their configuration, log and alerts')
    .argument('<ids...>', RUN_NUMBERS, parseIds)
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (ids: number[], { json, ...flags }: RunsFlags) => {
      const shown = await withExistingDatabase(flags, async (backend) => {
        const found: Parameters<typeof printRun>[] = []
        for (const runId of ids) {
          found.push([
            await call(backend, 'runs.get', { runId }),
            await call(backend, 'runs.history', { runId }),
            await call(backend, 'runs.alerts', { runId }),
          ])
        }
        return found
      })
      if (!json) {
        for (const [i, each] of shown.entries()) {
          if (i > 0) print('')
          printRun(...each)
        }
        return
      }
      const described = shown.map(([run, history, alerts]) => ({
        ...run,
        ...history,
        alerts: alerts.map(describeAlert),
      }))
      printJson(described.length === 1 ? described[0] : { runs: described })
    })
}

function printRun(run: Run, history: RunHistory, alerts: readonly Alert[]): void {
  print(runsTable([run]))
  printMarks(run)
  for (const key of ['reason', 'engine', 'createdAt', 'startedAt', 'finishedAt'] as const) {
    if (run[key] !== null) print(`${key}: ${run[key]}`)
  }
  for (const key of ['configHash', 'metricsHash'] as const) print(`${key}: ${run[key] ?? '–'}`)
  printHistory(history)
  printAlerts(alerts)
  print(`configuration: ${JSON.stringify(run.config, null, 2)}`)
}

function printHistory({ provenance, events }: RunHistory): void {
  for (const [name, value] of Object.entries(provenance ?? {})) print(`${name}: ${value ?? '–'}`)
  const rows = events.map(({ happenedAt, kind, updates, detail }) => [
    happenedAt,
    kind,
    updates,
    detail ?? '',
  ])
  print(textTable(['time', 'what happened', 'updates', 'detail'], rows))
}

function printAlerts(alerts: readonly Alert[]): void {
  for (const { label, rule, sentence, first, isDismissed } of alerts.map(describeAlert)) {
    const about = first?.happenedAbout ? `, about ${first.happenedAbout}` : ''
    const since = first ? ` first at update ${first.updates}${about}` : ''
    print(`alert: ${label}${since}${isDismissed ? ' (dismissed)' : ''}. ${sentence}`)
    print(`  rule: ${rule}`)
  }
}

function addDelete(runs: Command): void {
  runs
    .command('delete')
    .description(`put runs in the trash, for ${DAYS_IN_TRASH} days`)
    .argument('<ids...>', RUN_NUMBERS, parseIds)
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (ids: number[], { json, ...flags }: RunsFlags) => {
      const runIds = [...new Set(ids)]
      await withExistingDatabase(flags, async (backend) => {
        // All are asked for first: a misspelt number deletes nothing.
        for (const runId of runIds) await call(backend, 'runs.get', { runId })
        for (const runId of runIds) await call(backend, 'runs.delete', { runId })
      })
      if (json) printJson({ deleted: runIds })
      else
        for (const runId of runIds)
          print(`Deleted run ${runId}; runs restore ${runId} brings it back`)
    })
}

function addRestore(runs: Command): void {
  runs
    .command('restore')
    .description('take deleted runs back out of the trash')
    .argument('<ids...>', RUN_NUMBERS, parseIds)
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (ids: number[], { json, ...flags }: RunsFlags) => {
      const restored = await withExistingDatabase(flags, async (backend) => {
        const found: Run[] = []
        for (const runId of new Set(ids)) found.push(await call(backend, 'runs.restore', { runId }))
        return found
      })
      if (json) printJson({ runs: restored })
      else print(runsTable(restored))
    })
}

function addTrash(runs: Command): void {
  runs
    .command('trash')
    .description('list deleted runs, or delete them for good')
    .option('--empty', 'delete for good all that is in the trash')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async ({ json, empty, ...flags }: RunsFlags & { empty?: boolean }) => {
      await withExistingDatabase(flags, async (backend) => {
        if (empty) {
          const deleted = await call(backend, 'trash.empty', undefined)
          if (json) printJson({ deletedForGood: deleted.runs })
          else print(`Deleted for good: ${deleted.runs}`)
          return
        }
        const trashed = await call(backend, 'trash.list', undefined)
        if (json) printJson({ trash: trashed })
        else if (trashed.length === 0) print('The trash is empty.')
        else print(runsTable(trashed.map(({ run }) => run)))
      })
    })
}
