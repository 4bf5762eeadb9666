import { createTfjsEngine } from '#core/engines/tfjs-engine.ts'
import { loadTensorBackend } from '#main/workers/tensor-backend.ts'

/** The engine as a worker has it, on the backend this machine has. */
export async function loadTestEngine() {
  await loadTensorBackend()
  return createTfjsEngine()
}
