import { ARITHMETIC_VERSION, otherArithmeticWarning } from '#shared/arithmetic.ts'
import type { Backend } from '#main/backend-contract.ts'
import { call } from './with-backend.ts'

/** That new seeds joined runs of their configuration which an earlier arithmetic trained; null: there are none. */
export async function earlierSeedsWarning(
  backend: Backend,
  configHash: string,
): Promise<string | null> {
  const filter = `configHash = ${configHash} and arithmetic < ${ARITHMETIC_VERSION}`
  const { runIds } = await call(backend, 'runs.ids', { filter, limit: 1000 })
  return otherArithmeticWarning(await call(backend, 'runs.these', { runIds: [...runIds] }))
}
