import type { GroupReference, LeftOutRun } from '#shared/comparison.ts'
import { ApiError } from '#shared/errors.ts'
import type { Run } from '#shared/run.ts'
import type { Store } from '#main/store/store.ts'
import { inCanonicalOrder } from './canonical-runs.ts'

export interface FoundGroup {
  /** Null: its runs do not share one configuration. */
  readonly configHash: string | null
  /** One a seed of each configuration, by seed. */
  readonly runs: readonly Run[]
  readonly leftOut: readonly LeftOutRun[]
}

/** All runs that some reference may mean. */
export function referencedRuns(
  { runs }: Pick<Store, 'runs'>,
  references: readonly GroupReference[],
): readonly Run[] {
  const runIds = references.flatMap((each) => ('runIds' in each ? each.runIds : []))
  const hashes = references.flatMap((each) => ('configHash' in each ? each.configHash : []))
  const found = [...runs.these(runIds), ...runs.withConfigHashes(hashes)]
  return [...new Map(found.map((run) => [run.id, run])).values()].sort((a, b) => b.id - a.id)
}

/** The runs a reference means. The same configuration and seed is the same run: it counts once. */
export function findGroup(all: readonly Run[], reference: GroupReference): FoundGroup {
  const found = namedRuns(all, reference)
  // Of several with one seed, the one that came furthest; of equals, the first.
  const furthestFirst = inCanonicalOrder(found).sort(
    (a, b) => b.progress.environmentSteps - a.progress.environmentSteps,
  )
  const bySeed = new Map<string, Run>()
  const leftOut: LeftOutRun[] = []
  for (const run of furthestFirst) {
    const key = `${run.configHash} ${run.config.seed}`
    const other = bySeed.get(key)
    if (!other) bySeed.set(key, run)
    else
      leftOut.push({
        runId: run.id,
        reason: `repeats seed ${run.config.seed} of run ${other.id}`,
        repeats: other.id,
      })
  }
  const runs = inCanonicalOrder([...bySeed.values()])
  const hashes = new Set(runs.map(({ configHash }) => configHash))
  return { configHash: hashes.size === 1 ? runs[0]!.configHash : null, runs, leftOut }
}

function namedRuns(all: readonly Run[], reference: GroupReference): readonly Run[] {
  if ('configHash' in reference) {
    const { configHash } = reference
    const runs = all.filter((run) => run.configHash === configHash)
    if (runs.length > 0) return runs
    throw new ApiError('not-found', `There is no run with the configuration hash ${configHash}`)
  }
  return [...new Set(reference.runIds)].map((runId) => {
    const run = all.find(({ id }) => id === runId)
    if (run) return run
    throw new ApiError('not-found', `There is no run ${runId}`)
  })
}
