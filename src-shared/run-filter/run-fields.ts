import { alertDefinitions, alertIds } from '../alerts.ts'
import { progressDefinitions } from '../metrics.ts'
import { runStatuses } from '../run.ts'
import type { FieldKind, FilterField } from './field.ts'

/* What a run is asked for beside its configuration. */

interface Rest {
  readonly otherNames?: readonly string[]
  readonly members?: readonly string[]
  readonly meanings?: FilterField['meanings']
}

const field = (
  name: string,
  kind: FieldKind,
  title: string,
  help: string,
  { otherNames = [], members = [], meanings = {} }: Rest = {},
): FilterField => ({
  name,
  otherNames,
  kind,
  isOfConfiguration: false,
  isList: false,
  title,
  help,
  members,
  meanings,
  isClosed: members.length > 0,
})

const results = Object.entries(progressDefinitions).map(([name, { label, definition }]) =>
  field(name, 'number', label, definition),
)

export const runFields: readonly FilterField[] = [
  field('id', 'number', 'Run', 'Number of the run', { otherNames: ['run'] }),
  field('status', 'text', 'Status', 'Where the run stands', { members: runStatuses }),
  field('tag', 'text', 'Tag', 'Any of the tags of the run', { otherNames: ['tags'] }),
  field('alert', 'text', 'Alert', 'What its numbers say is wrong with the run', {
    otherNames: ['alerts'],
    members: alertIds,
    meanings: alertDefinitions,
  }),
  field('experiment', 'number', 'Experiment', 'Number of the experiment the run belongs to'),
  field('notes', 'text', 'Notes', 'What was written about the run', { otherNames: ['note'] }),
  field('created', 'date', 'Created', 'When the run was asked for', { otherNames: ['createdAt'] }),
  field('started', 'date', 'Started', 'When its training began', { otherNames: ['startedAt'] }),
  field('finished', 'date', 'Finished', 'When its training ended', { otherNames: ['finishedAt'] }),
  field('configHash', 'text', 'Configuration', 'Hash that the seeds of one configuration share', {
    otherNames: ['hash'],
  }),
  field(
    'arithmetic',
    'number',
    'Arithmetic',
    'Version of the arithmetic: runs of one version are bit-identical in every program; 0: trained before versions were counted',
  ),
  field('reason', 'text', 'Reason', 'Why it failed, diverged or was interrupted'),
  ...results,
  field(
    'wallTime',
    'duration',
    progressDefinitions.wallTimeMs.label,
    progressDefinitions.wallTimeMs.definition,
  ),
  field(
    'stepsPerSecond',
    'number',
    'Steps per second',
    'Environment steps per second of training time',
  ),
]

/** What `is` asks: the statuses, and what else a run can be. */
export const runStates = {
  starred: 'Marked with a star',
  locked: 'Protected from deletion',
  archived: 'Put aside: left out unless a filter asks for it',
  solved: 'Reached the threshold of its environment',
  active: 'Queued, running or paused',
  ...Object.fromEntries(runStatuses.map((status) => [status, `Its status is ${status}`])),
} as Readonly<Record<string, string>>
