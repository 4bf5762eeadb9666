import { join } from 'node:path'
import envPaths from 'env-paths'

/** Where the database lies unless someone says otherwise: in the folder the platform keeps for data. */
export const defaultDatabasePath = (): string =>
  join(envPaths('reinforce-workbench', { suffix: '' }).data, 'workbench.sqlite')
