import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as util from 'node:util'
import * as tf from '@tensorflow/tfjs-core'

/** The TensorFlow.js backend in use, and why not a faster one. */
export interface TensorBackend {
  readonly backend: 'tensorflow' | 'wasm' | 'cpu'
  readonly note: string | null
}

// Not named `require`: the build declares that name itself, beside this one.
const nodeRequire = createRequire(import.meta.url)
let loading: Promise<TensorBackend> | undefined

/** Chooses the fastest backend that loads: tensorflow, else wasm, else cpu. Loads once per thread. */
export const loadTensorBackend = (): Promise<TensorBackend> => (loading ??= load())

async function load(): Promise<TensorBackend> {
  const refusal = await attempt(loadTensorflow)
  if (refusal === null) return { backend: 'tensorflow', note: null }
  const wasmRefusal = await attempt(loadWasm)
  if (wasmRefusal === null) return { backend: 'wasm', note: `tensorflow: ${refusal}` }
  await import('@tensorflow/tfjs-backend-cpu')
  await tf.setBackend('cpu')
  return { backend: 'cpu', note: `tensorflow: ${refusal}; wasm: ${wasmRefusal}` }
}

/** Null, or why it did not work: an absent backend is an answer here, not an error. */
async function attempt(loadBackend: () => Promise<void>): Promise<string | null> {
  try {
    await loadBackend()
    return null
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0]! : String(error)
  }
}

async function loadTensorflow(): Promise<void> {
  const packageFile = nodeRequire.resolve('@tensorflow/tfjs-node/package.json')
  const library = join(dirname(packageFile), 'lib', 'napi-v8', 'tfjs_binding.node')
  if (!existsSync(library)) {
    throw new Error('its native library is not installed (npm run install-tensorflow)')
  }
  // Node 23 removed two functions tfjs-node 4.22 calls (tensorflow/tfjs#8609).
  const removed = {
    isNullOrUndefined: (x: unknown) => x === null || x === undefined,
    isArray: Array.isArray,
  }
  Object.assign(nodeRequire('node:util') as typeof util, removed)
  // oneDNN makes small operations several times slower.
  process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '0'
  nodeRequire('@tensorflow/tfjs-node')
  if (!(await tf.setBackend('tensorflow'))) throw new Error('TensorFlow.js did not accept it')
}

async function loadWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(`${dirname(nodeRequire.resolve('@tensorflow/tfjs-backend-wasm'))}/`)
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js did not accept it')
}
