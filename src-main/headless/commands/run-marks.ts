import type { Command } from 'commander'
import type { Run } from '#shared/run.ts'
import type { MarkChange } from '#shared/run-marks.ts'
import { databaseFlag, jsonFlag, parseIds, RUN_NUMBERS } from '../flags.ts'
import { print, printJson } from '../output.ts'
import { call, withExistingDatabase, type BackendFlags } from '../with-backend.ts'

interface MarkFlags extends BackendFlags {
  readonly json?: boolean
  readonly remove?: boolean
}

interface Switch {
  readonly verb: string
  readonly description: string
  readonly done: string
  readonly undone: string
  readonly mark: 'isStarred' | 'isLocked' | 'isArchived'
}

const switches: readonly Switch[] = [
  {
    verb: 'star',
    description: 'mark runs with a star',
    done: 'Starred',
    undone: 'No longer starred',
    mark: 'isStarred',
  },
  {
    verb: 'lock',
    description: 'protect runs from deletion',
    done: 'Locked',
    undone: 'No longer locked',
    mark: 'isLocked',
  },
  {
    verb: 'archive',
    description: 'put runs aside: lists leave them out',
    done: 'Archived',
    undone: 'No longer archived',
    mark: 'isArchived',
  },
]

/** Commands for what a person marks runs with. */
export function addMarks(runs: Command): void {
  for (const each of switches) addSwitch(runs, each)
  addNote(runs)
  addTag(runs)
}

/** Changes all of the runs, or none. */
function mark(flags: BackendFlags, change: Pick<MarkChange, 'runIds'> & Partial<MarkChange>) {
  return withExistingDatabase(flags, async (backend) => {
    await call(backend, 'runs.mark', change)
    return Promise.all(change.runIds.map((runId) => call(backend, 'runs.get', { runId })))
  })
}

function addSwitch(runs: Command, { verb, description, done, undone, mark: name }: Switch): void {
  runs
    .command(verb)
    .description(description)
    .argument('<ids...>', RUN_NUMBERS, parseIds)
    .option('--remove', 'take the mark away')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (ids: number[], { json, remove, ...flags }: MarkFlags) => {
      const runIds = [...new Set(ids)]
      const marked = await mark(flags, { runIds, [name]: remove !== true })
      if (json) printJson({ runs: marked })
      else print(`${remove ? undone : done}: ${runIds.join(', ')}`)
    })
}

/** Scripts receive one run by itself, and several as a list. */
const oneOrAll = (runs: readonly Run[]) => (runs.length === 1 ? runs[0] : { runs })

function addNote(runs: Command): void {
  runs
    .command('note')
    .description('replace the notes of runs; without a text, remove them')
    .argument('<ids>', RUN_NUMBERS, (text: string) => parseIds(text))
    .argument('[text]', 'its notes')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (runIds: number[], text: string | undefined, { json, ...flags }: MarkFlags) => {
      const marked = await mark(flags, { runIds, notes: text ?? '' })
      if (json) printJson(oneOrAll(marked))
      else for (const run of marked) print(`Run ${run.id}: ${run.notes || 'no notes'}`)
    })
}

function addTag(runs: Command): void {
  runs
    .command('tag')
    .description('replace the tags of runs; without tags, remove all')
    .argument('<ids>', RUN_NUMBERS, (text: string) => parseIds(text))
    .argument('[tags...]', 'its new tags')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (runIds: number[], tags: string[], { json, ...flags }: MarkFlags) => {
      const tagged = await withExistingDatabase(flags, async (backend) => {
        // All runs are read first, so that a misspelt number changes nothing.
        for (const runId of runIds) await call(backend, 'runs.get', { runId })
        return Promise.all(runIds.map((runId) => call(backend, 'runs.tag', { runId, tags })))
      })
      if (json) printJson(oneOrAll(tagged))
      else for (const run of tagged) print(`Run ${run.id}: ${run.tags.join(', ') || 'no tags'}`)
    })
}
