import type { Command } from 'commander'
import type { MarkChange } from '#shared/run-marks.ts'
import { databaseFlag, jsonFlag, parseId, parseIds } from '../flags.ts'
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
    .argument('<ids...>', 'numbers of the runs', parseIds)
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

function addNote(runs: Command): void {
  runs
    .command('note')
    .description('write the notes of a run in place of those it has; without a text, remove them')
    .argument('<id>', 'number of the run', parseId)
    .argument('[text]', 'its notes')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (runId: number, text: string | undefined, { json, ...flags }: MarkFlags) => {
      const [run] = await mark(flags, { runIds: [runId], notes: text ?? '' })
      if (json) printJson(run)
      else print(`Run ${runId}: ${run!.notes || 'no notes'}`)
    })
}

function addTag(runs: Command): void {
  runs
    .command('tag')
    .description('replace the tags of a run; without tags, remove all')
    .argument('<id>', 'number of the run', parseId)
    .argument('[tags...]', 'its new tags')
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(async (runId: number, tags: string[], { json, ...flags }: MarkFlags) => {
      const run = await withExistingDatabase(flags, (backend) =>
        call(backend, 'runs.tag', { runId, tags }),
      )
      if (json) printJson(run)
      else print(`Run ${run.id}: ${run.tags.join(', ') || 'no tags'}`)
    })
}
