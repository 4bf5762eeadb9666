import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { methods, type MethodName } from '#shared/api.ts'
import type { Answer } from '#shared/rpc.ts'
import { parseRunConfig } from '#shared/run-config.ts'
import { sleep } from '../runs/test-backend.ts'
import { temporaryFolder } from '../store/sample-runs.ts'
import {
  arbitraryJson,
  configuration,
  fitting,
  nearly,
  type KnownFields,
} from './calls/arbitrary-json.ts'
import { startHost, type RawClient } from './calls/carriers.ts'
import { choicesOf, type Choices } from './seed.ts'
import { isFull, times } from './size.ts'

const CALLS = times(600, 10_000)
/** The longest wait of a client that asks for little, whatever another one asks for. */
const BYSTANDER_MS = 500
/** The processor time that a call may take at once. */
const HOLD_MS = 250
/** A call that takes longer, such as a lab check, is not waited for. */
const PATIENCE_MS = 50
const codes = [
  'invalid-params',
  'unknown-method',
  'not-found',
  'conflict',
  'too-large',
  'busy',
  'storage',
]

const names = Object.keys(methods) as MethodName[]
/** Calls that replace the database that holds the runs. */
const isRare = (name: MethodName) => name.startsWith('database.') || name.startsWith('trash.')

const known = (folder: string): KnownFields => {
  const id = ({ oneOf }: Choices) => oneOf([1, 2, 3, 1, 2, 3, 99])
  const ids = (choices: Choices) =>
    Array.from({ length: Math.ceil(choices.between(0, 3)) }, () => id(choices))
  return {
    runId: id,
    runIds: ids,
    experimentId: () => 1,
    recordingId: id,
    fileId: id,
    config: configuration,
    path: ({ oneOf }) =>
      join(folder, oneOf(['first.sqlite', 'second.sqlite', 'third.sqlite', 'nowhere/x', '.'])),
    taskId: ({ oneOf }) => oneOf(['a', 'b', 'c', 'd']),
    trajectories: ({ oneOf }) => oneOf([100, 1000, 10_000_000]),
  }
}

function callOf(choices: Choices, folder: string): { method: unknown; params: unknown } {
  const drawn = choices.oneOf(names)
  const name = isRare(drawn) && choices.between(0, 1) < 0.8 ? choices.oneOf(names) : drawn
  const kind = choices.between(0, 1)
  if (kind < 0.03) return { method: arbitraryJson(choices), params: arbitraryJson(choices) }
  if (kind < 0.15) return { method: name, params: inFolder(arbitraryJson(choices), folder) }
  const fits =
    name === 'runs.start' ? configuration(choices) : fitting(name, choices, known(folder))
  return { method: name, params: kind < 0.45 ? fits : inFolder(nearly(fits, choices), folder) }
}

/** Changes a path that leads out of the test's folder into one that stays in it. */
function inFolder(params: unknown, folder: string): unknown {
  const { path } = (params ?? {}) as { path?: unknown }
  if (typeof path !== 'string' || !/^[~/\\]/.test(path) || path.startsWith(folder)) return params
  return { ...(params as object), path: join(folder, path.slice(0, 100).replaceAll('.', '')) }
}

async function prepareRuns(client: RawClient): Promise<void> {
  const config = parseRunConfig({
    environment: { id: 'CartPole-v1' },
    policy: { kind: 'mlp', hiddenSizes: [16] },
    estimator: { baseline: 'value' },
    optimizer: { kind: 'adam' },
    batch: { episodes: 4 },
    budget: { updates: 30, stopWhenSolved: false },
  })
  await client.ask('runs.startSeeds', { config, seeds: [1, 2, 3] })
  await client.ask('experiments.create', { name: 'Fuzzing' })
  await client.ask('experiments.addRuns', { experimentId: 1, runIds: [1, 2] })
  await expect
    .poll(() => client.ask('runs.get', { runId: 3 }), { timeout: 30_000 })
    .toMatchObject({ result: { status: 'completed' } })
}

/** Asks for little all the time; returns the slowest of its calls. */
function watch(client: RawClient) {
  let isOver = false
  const slowest = { ms: 0, call: '', during: '' }
  let during = ''
  const watching = (async () => {
    for (let i = 0; !isOver; i++) {
      const method = i % 2 === 0 ? 'system.info' : 'runs.query'
      const began = performance.now()
      await client.ask(method, i % 2 === 0 ? undefined : { limit: 20 })
      const ms = performance.now() - began
      if (ms > slowest.ms) Object.assign(slowest, { ms, call: method, during })
      await sleep(5)
    }
  })()
  return {
    during: (call: string) => void (during = call),
    async end() {
      isOver = true
      await watching
      return slowest
    },
  }
}

const shown = (value: unknown) => (JSON.stringify(value) ?? 'undefined').slice(0, 400)

it.each([
  ['a WebSocket', 'overSocket'],
  ['a message port', 'overPort'],
] as const)(
  `answers ${CALLS} calls of arbitrary and nearly right JSON over %s with typed errors alone`,
  async (_, carrier) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'empty'))
    const choices = choicesOf(`calls ${carrier}`)
    const host = await startHost(folder)
    const client = await host[carrier]()
    await prepareRuns(client)
    const bystander = watch(await host.overSocket())

    const faults: string[] = []
    const judge = (call: { method: unknown; params: unknown }, answer: Answer) => {
      if (answer.ok || codes.includes(answer.error.code)) return
      faults.push(`${answer.error.code}: ${shown(call.method)} ${shown(call.params)}`)
    }
    const memory: number[] = []
    for (let i = 0; i < CALLS; i++) {
      const call = callOf(choices, folder)
      bystander.during(`${shown(call.method)} ${shown(call.params)}`)
      const answered = client.ask(call.method, call.params).then((answer) => judge(call, answer))
      await Promise.race([answered, sleep(PATIENCE_MS)])
      if (i % 50 === 0) {
        await client.ask('queue.stopAll', undefined)
        for (const taskId of ['a', 'b', 'c', 'd']) {
          await client.ask('lab.cancel', { taskId })
          await client.ask('runs.cancelVerify', { taskId })
        }
      }
      if (i % Math.ceil(CALLS / 20) === 0) memory.push(await host.memory())
    }
    const slowest = await bystander.end()
    const [before, after] = [Math.max(...memory.slice(0, 10)), Math.max(...memory.slice(10))]
    process.stdout.write(
      `${carrier}: slowest call of a bystander ${slowest.ms.toFixed(0)} ms (${slowest.call}) during ${slowest.during}; heap ${memory.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(' ')} MiB\n`,
    )
    const longest = await host.longestHold()
    process.stdout.write(
      `longest hold of the processor: ${longest.ms.toFixed(0)} ms by ${longest.method}\n`,
    )
    if (faults.length > 0)
      process.stdout.write(`${[...new Set([...faults, ...host.reported])].join('\n')}\n`)
    await host.end()
    expect({ faults: [...new Set(faults)], reported: [...new Set(host.reported)] }).toEqual({
      faults: [],
      reported: [],
    })
    expect(longest.ms, longest.method).toBeLessThan(HOLD_MS)
    // Other programs on the machine lengthen wall time, so only the long version, which runs alone,
    // checks it.
    if (isFull) {
      expect(slowest.ms, `${slowest.call} during ${slowest.during}`).toBeLessThan(BYSTANDER_MS)
    }
    expect(after, 'memory of the second half').toBeLessThan(before + 16 * 2 ** 20)
  },
  1_200_000,
)
