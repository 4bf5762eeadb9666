import { fileURLToPath } from 'node:url'

/** Absolute path of something in the project folder. */
export const inProject = (path: string): string =>
  fileURLToPath(new URL(`../${path}`, import.meta.url))
