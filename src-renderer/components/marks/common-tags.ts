import type { Run } from '#shared/run.ts'

/** Tags that all of the runs have. */
export const commonTags = ([first, ...others]: readonly Run[]): readonly string[] =>
  first ? first.tags.filter((tag) => others.every(({ tags }) => tags.includes(tag))) : []
