import * as z from 'zod'
import { method } from './method.ts'

/** Names a long call, so that its asker hears how far it is (`task.progress`) and can cancel it. */
export const taskId = z.string().min(1).max(100)

export const taskMethods = {
  /** Cancels a start of many runs, an import or an export: nothing of it is kept. Without effect once it is over. */
  'tasks.cancel': method<null>()(z.strictObject({ taskId })),
}
