import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { createBackend } from '#main/backend.ts'
import { createRememberedPlaces } from '#main/places.ts'
import { importRunFile } from '#main/run-file-transfer.ts'
import { createStore, openDatabase } from '#main/store/store.ts'
import { openWorkbench } from '#main/workbench.ts'
import { ApiError } from '#shared/errors.ts'
import {
  addRun,
  range,
  sampleEpisode,
  sampleProgress,
  sampleUpdate,
  temporaryFolder,
} from '../store/sample-runs.ts'
import { attacks, type Attack } from './foreign-attacks.ts'
import { choicesOf, type Choices } from './seed.ts'
import { times } from './size.ts'

/** The limit for a refusal; a file that is accepted may be read to its end. */
const REFUSED_WITHIN_MS = 1000
const TAKEN_WITHIN_MS = 5000
const HELD_MS = 100
/** A loaded machine can be slow at random; a real fault is slow every time. */
const MOST_TRIES = 3

/** A run file with one ended run. */
function soundFile(): Buffer {
  const path = join(temporaryFolder(), 'sound.sqlite')
  const store = createStore(openDatabase(path))
  const { id } = addRun(store)
  store.addBatch(id, {
    episodes: range(300).map((i) => sampleEpisode(i)),
    updates: range(20).map((i) => sampleUpdate(i)),
    progress: { ...sampleProgress, episodes: 300, environmentSteps: 3000, updates: 20 },
    checkpoint: null,
  })
  store.runs.setStatus(id, 'stopped')
  store.close()
  const db = openDatabase(path)
  db.pragma('journal_mode = DELETE')
  db.close()
  return readFileSync(path)
}

/** The bytes of all plain files in a folder. */
const hashOf = (folder: string): string => {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    hash.update(name)
    if (lstatSync(path).isFile()) hash.update(readFileSync(path))
  }
  return hash.digest('hex')
}
const descriptors = () => readdirSync('/proc/self/fd').length

/** Measures how long this thread answered nobody because it computed or waited in the kernel. */
function watchHolds() {
  const EVERY_MS = 5
  let [last, lastCpu, longestMs] = [performance.now(), process.threadCpuUsage(), 0]
  const look = () => {
    const used = process.threadCpuUsage(lastCpu)
    const wallMs = performance.now() - last - EVERY_MS
    longestMs = Math.max(longestMs, Math.min(wallMs, (used.user + used.system) / 1000))
    last = performance.now()
    lastCpu = process.threadCpuUsage()
  }
  const timer = setInterval(look, EVERY_MS)
  return (): number => {
    look()
    clearInterval(timer)
    return longestMs
  }
}

interface Taking {
  readonly attack: string
  readonly path: string
  readonly mayPass: boolean
  take(): Promise<unknown>
  /** Undoes what `take` did, before the next try. */
  undo?(): Promise<void>
}

interface Outcome {
  readonly error: unknown
  readonly tookMs: number
  readonly heldMs: number
  readonly isUnchanged: boolean
  readonly leaked: number
}

async function observe(folder: string, take: () => Promise<unknown>): Promise<Outcome> {
  const [before, open] = [hashOf(folder), descriptors()]
  await new Promise((resolve) => setTimeout(resolve, 10))
  const held = watchHolds()
  const from = performance.now()
  const error = await take().then(
    () => null,
    (each: unknown) => each,
  )
  const tookMs = performance.now() - from
  return {
    error,
    tookMs,
    heldMs: held(),
    isUnchanged: hashOf(folder) === before,
    leaked: descriptors() - open,
  }
}

/** Says what is wrong with how a file was taken; null if nothing is. */
async function faultOf({ attack, path, mayPass, take, undo }: Taking): Promise<string | null> {
  let fault: string | null = null
  for (let i = 0; i < MOST_TRIES; i++) {
    const { error, tookMs, heldMs, isUnchanged, leaked } = await observe(dirname(path), take)
    await undo?.()
    const said = error instanceof ApiError ? error.message : String(error)
    const name = basename(path)
    const tell = (what: string) =>
      `${attack}: ${what}; ${said.slice(0, 160)} (${tookMs.toFixed(0)} ms, held ${heldMs.toFixed(0)} ms)`
    if (error === null && !mayPass) return tell('was taken')
    if (error !== null && !(error instanceof ApiError && said.includes(name))) {
      return tell('is not refused by name')
    }
    if (error !== null && !isUnchanged) return tell('was changed')
    if (error !== null && leaked > 0) return tell(`leaves ${leaked} descriptors`)
    const isQuick = tookMs < (error === null ? TAKEN_WITHIN_MS : REFUSED_WITHIN_MS)
    if (isQuick && heldMs < HELD_MS) return null
    fault = tell('holds us up')
  }
  return fault
}

/** Puts a tampered copy of the sound file into a folder of its own. */
function place(attack: Attack, sound: Buffer, choices: Choices): string {
  const path = join(temporaryFolder(), 'theirs.sqlite')
  writeFileSync(path, sound)
  attack.apply(path, choices)
  return path
}

const backendAt = (databasePath: string) =>
  createBackend({
    databasePath,
    workers: 1,
    report: (error) => {
      throw error
    },
  })

it('run files from elsewhere are refused by name or imported right, at once and unchanged', async () => {
  const choices = choicesOf('foreign run files')
  const sound = soundFile()
  const backend = backendAt(join(temporaryFolder(), 'ours.sqlite'))
  // Of the attacks that only a process of its own can judge, the short version takes every fourth.
  const kinds = attacks.filter(({ kind }, i) => kind === 'schema' || times(i % 4, 0) === 0)
  const seen: string[] = []
  try {
    for (let i = 0; i < times(kinds.length, 100); i++) {
      const attack = kinds[i % kinds.length]!
      const path = place(attack, sound, choices)
      const fault = await faultOf({
        attack: attack.name,
        path,
        mayPass: attack.kind === 'chance',
        take: () => importRunFile(backend.handlers, path),
      })
      if (fault !== null) seen.push(fault)
      rmSync(path)
    }
    const pipe = join(temporaryFolder(), 'pipe.sqlite')
    execFileSync('mkfifo', [pipe])
    const fault = await faultOf({
      attack: 'a pipe',
      path: pipe,
      mayPass: false,
      take: () => importRunFile(backend.handlers, pipe),
    })
    expect([...seen, ...(fault === null ? [] : [fault])]).toEqual([])
  } finally {
    await backend.close()
  }
})

/** Files that may lie beside a database, or in its place. */
const besides: readonly Attack[] = [
  ...['-wal', '-shm', '-journal', ''].map((ending): Attack => ({
    name: `a pipe as database${ending}`,
    kind: 'bytes',
    apply(path) {
      if (ending === '') rmSync(path)
      execFileSync('mkfifo', [`${path}${ending}`])
    },
  })),
  {
    name: 'a log of garbage',
    kind: 'chance',
    apply: (path) => writeFileSync(`${path}-wal`, randomBytes(100_000)),
  },
  {
    name: 'a journal of garbage',
    kind: 'chance',
    apply: (path) => writeFileSync(`${path}-journal`, randomBytes(100_000)),
  },
]

it('databases from elsewhere are refused by name or opened, at once and unchanged', async () => {
  const choices = choicesOf('foreign databases')
  const sound = soundFile()
  const folder = temporaryFolder()
  const ours = join(folder, 'ours.sqlite')
  const workbench = await openWorkbench({
    databasePath: ours,
    openBackend: backendAt,
    places: createRememberedPlaces(join(folder, 'places.json')),
    report: (error) => {
      throw error
    },
  })
  const kinds = [
    ...besides,
    ...attacks.filter(({ name, kind }, i) => {
      // An empty file becomes a database.
      if (name === 'nothing') return false
      return times(kind === 'schema' ? i % 4 : i % 8, 0) === 0
    }),
  ]
  const seen: string[] = []
  try {
    for (let i = 0; i < times(kinds.length, 100); i++) {
      const attack = kinds[i % kinds.length]!
      const path = place(attack, sound, choices)
      // The deep check judges whether its rows are right.
      const mayPass = attack.kind === 'chance' || attack.kind === 'rows'
      const open = (path: string) =>
        workbench.handlers['database.open']({ path, interruptsRuns: false })
      const fault = await faultOf({
        attack: attack.name,
        path,
        mayPass,
        take: async () => open(path),
        undo: async () => {
          if (workbench.databasePath() !== ours) await open(ours)
        },
      })
      if (fault !== null) seen.push(fault)
    }
    expect(seen).toEqual([])
  } finally {
    await workbench.close()
  }
})
