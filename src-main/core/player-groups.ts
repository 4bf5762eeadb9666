import type { RunConfig } from '#shared/run-config.ts'

/**
 * Players that are stepped together and whose gradient is one sum. It decides the order of sums, and so
 * the bits of every run with more players.
 */
const GROUP_SIZE = 16

/** Players [first, first + count) of a run. */
export interface PlayerGroup {
  readonly first: number
  readonly count: number
}

/** The groups of a run's players. They are played one after another, or in several threads at once. */
export function playerGroups(batch: RunConfig['batch']): PlayerGroup[] {
  const players = 'episodes' in batch ? batch.episodes : batch.environments
  return Array.from({ length: Math.ceil(players / GROUP_SIZE) }, (_, i) => {
    const first = i * GROUP_SIZE
    return { first, count: Math.min(GROUP_SIZE, players - first) }
  })
}

/** The groups that thread `index` of `threads` plays: neighbours, so that the threads' order is theirs. */
export function groupsOfThread<Group>(
  groups: readonly Group[],
  index: number,
  threads: number,
): Group[] {
  const border = (thread: number) => Math.floor((thread * groups.length) / threads)
  return groups.slice(border(index), border(index + 1))
}
