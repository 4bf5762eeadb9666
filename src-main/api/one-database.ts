import { ApiError } from '#shared/errors.ts'
import type { Handlers } from '#shared/api.ts'

const refuse = (): never => {
  throw new ApiError('conflict', 'This program keeps the database it was started with')
}

/** For programs without a window: what `openWorkbench` answers is not for them. */
export const oneDatabase = {
  'places.get': refuse,
  'places.choose': refuse,
  'places.setExportFolder': refuse,
  'database.open': refuse,
  'database.create': refuse,
  'database.move': refuse,
} satisfies Partial<Handlers>
