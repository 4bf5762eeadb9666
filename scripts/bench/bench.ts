import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { isRelaxedSupported } from '#main/workers/kernel-module.ts'
import { loadEngine } from '#main/workers/load-engine.ts'
import { loadTensorBackend } from '#main/workers/tensor-backend.ts'
import type { Engine } from '#core/engines/engine.ts'
import { createTfjsEngine } from '#core/engines/tfjs-engine.ts'
import { engineNames, type EngineName } from '#shared/config/engine.ts'
import type { RunConfig } from '#shared/run-config.ts'
import {
  cartPole,
  cartPoleTrajectories,
  movingParticle,
  operationsPerStep,
  pendulum,
} from './configs.ts'
import { createCoreLoop } from './core-loop.ts'
import { measureMemory } from './memory.ts'
import { createPeakMeter } from './peak.ts'
import { createPlainLoop } from './plain-loop.ts'
import { measureProduct, withProduct } from './product.ts'
import { measurePytorchLoop } from './pytorch-loop.ts'
import { measureSolving } from './solving.ts'
import { summarize, type Summary } from './statistics.ts'
import { measureStockLoop } from './stock-loop.ts'
import { printReport } from './report.ts'

/*
 * Measures how fast the workbench trains, in one interleaved run: every repetition measures each
 * figure once, so that a machine whose speed drifts drifts for all of them. `npm run bench`, with
 * `-- --json` for a program and `-- --repetitions N` for more patience.
 */

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    repetitions: { type: 'string', default: '7' },
  },
})
const repetitions = Number(flags.repetitions)
if (!Number.isSafeInteger(repetitions) || repetitions < 1) {
  process.stderr.write(`--repetitions is ${flags.repetitions}; it must be a whole number from 1\n`)
  process.exit(2)
}

/** One figure: its unit, and what measures it once. */
interface Meter {
  readonly name: string
  readonly unit: string
  readonly measure: () => number | Promise<number>
}

const coreConfigs: Readonly<Record<string, RunConfig>> = {
  'CartPole-v1, 4096 steps of 16 environments': cartPole,
  'CartPole-v1, 16 complete trajectories': cartPoleTrajectories,
  'Pendulum-v1, Gaussian': pendulum,
  'MovingParticle-v0': movingParticle,
}

const available = (name: EngineName) => name !== 'simd-relaxed' || isRelaxedSupported()

async function coreMeters(): Promise<Meter[]> {
  const engines: [string, Engine, number][] = []
  for (const name of engineNames.filter(available)) {
    const engine = await loadEngine(name)
    engines.push([name === 'tfjs' ? engine.name : name, engine, name === 'tfjs' ? 20_000 : 200_000])
  }
  return engines.flatMap(([name, engine, steps]) =>
    Object.entries(coreConfigs).map(([title, config]) => {
      const loop = createCoreLoop(config, engine)
      // Compiled and past the first updates.
      loop(steps)
      return { name: `core, ${name}: ${title}`, unit: 'steps/s', measure: () => loop(steps) }
    }),
  )
}

/** Beside the core loop of the same configuration, to tell what diagnostics cost. */
async function plainMeter(): Promise<Meter> {
  const loop = createPlainLoop(cartPole, await loadEngine('simd'))
  loop(200_000)
  return {
    name: 'core without diagnostics, simd: CartPole-v1, 4096 steps',
    unit: 'steps/s',
    measure: () => loop(200_000),
  }
}

/** The plain JavaScript backend is too slow for the interleaved part; its own short loop will do. */
async function measurePlainBackend(): Promise<number> {
  const backend = tf.getBackend()
  await import('@tensorflow/tfjs-backend-cpu')
  await tf.setBackend('cpu')
  const speed = createCoreLoop(cartPole, createTfjsEngine())(8_192)
  await tf.setBackend(backend)
  return speed
}

const productMeters = (): Meter[] =>
  (['simd', 'tfjs'] as const).flatMap((engine) => [
    {
      name: `whole product, ${engine}, one viewer: CartPole-v1`,
      unit: 'steps/s',
      measure: () =>
        withProduct(1, (product) =>
          measureProduct(product, [{ ...cartPole, engine }], { seconds: 1.5, watched: true }),
        ),
    },
  ])

const parallelMeters = (): Meter[] =>
  [1, 2].map((runs) => ({
    name: `${runs === 1 ? 'one run' : 'two runs at once'}, simd, nobody watching`,
    unit: 'steps/s',
    measure: () =>
      withProduct(runs, (product) =>
        measureProduct(
          product,
          Array.from({ length: runs }, (_, i) => ({ ...cartPole, seed: i + 1 })),
          { seconds: 1.5, watched: false },
        ),
      ),
  }))

await loadTensorBackend()
const meters: Meter[] = [
  { name: 'peak of WebAssembly SIMD', unit: 'GFLOP/s', measure: createPeakMeter('simd128') },
  await plainMeter(),
  ...(await coreMeters()),
  {
    name: 'one autograd step per step, TensorFlow.js',
    unit: 'steps/s',
    measure: () => measureStockLoop(1500),
  },
  ...productMeters(),
  ...parallelMeters(),
]

const measured = new Map<string, number[]>(meters.map(({ name }) => [name, []]))
for (let repetition = 0; repetition < repetitions; repetition++) {
  for (const { name, measure } of meters) measured.get(name)!.push(await measure())
}

const figures: Record<string, Summary & { readonly unit: string }> = Object.fromEntries(
  meters.map(({ name, unit }) => [name, { ...summarize(measured.get(name)!), unit }]),
)
const report = {
  machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores`,
  node: process.versions.node,
  repetitions,
  operationsPerStep: operationsPerStep([4, 64, 64, 2]),
  figures,
  plainBackendStepsPerSecond: await measurePlainBackend(),
  memory: measureMemory(),
  solving: await measureSolving(),
  pytorch: measurePytorchLoop(3000),
}
if (flags.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
else printReport(report)
process.exit(0)
