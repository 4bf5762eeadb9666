import * as z from 'zod'
import { method } from './method.ts'

/** Names a long call. The client chooses the id, receives progress under it, and cancels the call with it. */
export const taskId = z.string().min(1).max(100)

export const taskMethods = {
  /**
   * Cancels a start of many runs, an import, an export or a check. Nothing of it is kept. Does nothing
   * once it is over.
   */
  'tasks.cancel': method<null>()(z.strictObject({ taskId })),
}
