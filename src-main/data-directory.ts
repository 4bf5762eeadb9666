import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { ApiError } from '#shared/errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

const NAME = 'reinforce-workbench'

/**
 * The user's own folder. An empty or relative HOME would put data wherever the program happens to be
 * started, so the system's list of users is asked instead.
 */
export function homeFolder(
  home: () => string = homedir,
  listedHome: () => string = () => userInfo().homedir,
): string {
  for (const find of [home, listedHome]) {
    try {
      const folder = find()
      if (isAbsolute(folder)) return folder
    } catch {
      // In a container, the user may be in no list.
    }
  }
  throw new ApiError(
    'conflict',
    'There is no home folder for data, because HOME is empty or relative; set it to the full path of a folder',
  )
}

/** The folder that the platform keeps for a program's data. A relative path in the environment is ignored. */
export function dataFolder(
  platform: string = process.platform,
  environment: Environment = process.env,
  home: () => string = homeFolder,
): string {
  const named = (variable: string): string | undefined => {
    const folder = environment[variable]
    return folder !== undefined && isAbsolute(folder) ? folder : undefined
  }
  if (platform === 'darwin') return join(home(), 'Library', 'Application Support', NAME)
  if (platform === 'win32') {
    return join(named('LOCALAPPDATA') ?? join(home(), 'AppData', 'Local'), NAME, 'Data')
  }
  return join(named('XDG_DATA_HOME') ?? join(home(), '.local', 'share'), NAME)
}

/** Where the database lies by default. */
export const defaultDatabasePath = (): string => join(dataFolder(), 'workbench.sqlite')
