import type { Provenance, RunEvent, RunHistory } from '#shared/run-history.ts'
import type { Run } from '#shared/run.ts'
import { formatTime } from '#renderer/format/time.ts'

/** A line of the provenance: what it is called, what it means, and what it says. */
export interface ProvenanceLine {
  readonly title: string
  readonly help: string
  readonly text: string
}

const timeOf = (iso: string | null) => (iso ? formatTime(iso) : '–')

/** All that says where a run came from: itself, and what trained it. */
export function provenanceLines(run: Run, history: RunHistory | null): ProvenanceLine[] {
  const imports = history?.events.filter(({ kind }) => kind === 'imported') ?? []
  return [
    ...imports.map(importLine),
    {
      title: 'Computed by',
      help: 'Engine and backend that sampled actions and computed gradients',
      text: run.engine ?? '–',
    },
    {
      title: 'Seed',
      help: 'It decides every random draw of the run',
      text: String(run.config.seed),
    },
    {
      title: 'Configuration hash',
      help: 'SHA-256 of the configuration without its seed, 16 hexadecimal digits: runs that share it are one group',
      text: run.configHash,
    },
    {
      title: 'Metrics hash',
      help: 'SHA-256 of all episodes and updates without their times, 16 hexadecimal digits: the same configuration and seed give the same hash. Known once the run has ended',
      text: run.metricsHash ?? '–',
    },
    { title: 'Created', help: 'When the run was asked for', text: timeOf(run.createdAt) },
    { title: 'Started', help: 'When a worker began to train it', text: timeOf(run.startedAt) },
    { title: 'Finished', help: 'When it ended, however it ended', text: timeOf(run.finishedAt) },
    ...(history?.provenance ? machineLines(history.provenance) : []),
  ]
}

const importLine = ({ happenedAt, detail }: RunEvent): ProvenanceLine => ({
  title: 'Imported',
  help: 'When the run came in, and the run file it came from; all else is of where it was trained',
  text: `${timeOf(happenedAt)}, from ${detail}`,
})

const machineLines = (provenance: Provenance): ProvenanceLine[] => [
  {
    title: 'Workbench',
    help: 'Version of the program that trained it',
    text: provenance.version,
  },
  {
    title: 'Build',
    help: 'SHA-256 of all sources of the built program, 16 hexadecimal digits; none where it ran from source',
    text: provenance.buildHash ?? 'from source',
  },
  {
    title: 'Arithmetic',
    help: 'Version of the arithmetic. Runs of one version are bit-identical in every program. 0: trained before versions were counted',
    text: String(provenance.arithmetic),
  },
  {
    title: 'Kernel',
    help: 'SHA-256 of the compiled kernel of the engine, 16 hexadecimal digits: the same kernel rounds the same way',
    text: provenance.kernelHash ?? 'none',
  },
  {
    title: 'Threads',
    help: 'Threads that trained this run; its result does not depend on them',
    text: String(provenance.threads),
  },
  { title: 'Processor', help: 'As it calls itself', text: provenance.processor },
  { title: 'Cores', help: 'That the program could use', text: String(provenance.cores) },
  {
    title: 'Operating system',
    help: 'Its name and version, and the kind of processor',
    text: provenance.operatingSystem,
  },
  { title: 'Node', help: 'Version of Node', text: provenance.node },
  ...(provenance.electron === null
    ? []
    : [{ title: 'Electron', help: 'Version of Electron', text: provenance.electron }]),
  ...(provenance.v8 === null
    ? []
    : [{ title: 'V8', help: 'Version of the JavaScript engine', text: provenance.v8 }]),
  { title: 'SQLite', help: 'Version of SQLite', text: provenance.sqlite },
]

/** The same as a block of text. */
export function provenanceText(lines: readonly ProvenanceLine[]): string {
  const width = Math.max(...lines.map(({ title }) => title.length))
  return lines.map(({ title, text }) => `${title.padEnd(width)}  ${text}`).join('\n')
}

/** Where the configuration of a run is saved for the command line. */
export const configurationFile = (run: Pick<Run, 'id'>): string => `run-${run.id}.json`

/** Trains it again, with the same result: its configuration holds its seed. */
export const reproduceCommand = (run: Pick<Run, 'id'>): string =>
  `npm run -s cli -- train --config ${configurationFile(run)}`
