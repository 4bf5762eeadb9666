import { formatCount, formatCounted } from '#shared/format-number.ts'
import type { QueueState } from '#shared/queue.ts'
import { formatDuration } from './time.ts'

/** Only while something trains: what is paused takes its time. */
const left = ({ training, remainingMs }: QueueState): string | null =>
  remainingMs !== null && training.some(({ status }) => status === 'running')
    ? `${formatDuration(remainingMs)} left`
    : null

/** What the header says of the queue, in a few words. */
export function queueSummary(state: QueueState): string {
  const { isHeld, training, waitingCount } = state
  const running = training.filter(({ status }) => status === 'running').length
  const paused = training.length - running
  const parts = [
    ...(running > 0 ? [`${formatCount(running)} training`] : []),
    ...(paused > 0 ? [`${formatCount(paused)} paused`] : []),
    ...(waitingCount > 0 ? [`${formatCount(waitingCount)} waiting`] : []),
  ]
  if (parts.length === 0) return isHeld ? 'Queue paused' : (elsewhereText(state) ?? 'Queue empty')
  return [...parts, left(state) ?? [], elsewhereText(state) ?? []].flat().join(' · ')
}

/** Says in a few words what other programs do with the same database; null if they do nothing. */
function elsewhereText({ elsewhere }: QueueState): string | null {
  const { trainingCount, waitingCount } = elsewhere
  if (trainingCount > 0) return `${formatCount(trainingCount)} training in another program`
  return waitingCount > 0 ? `${formatCount(waitingCount)} waiting in another program` : null
}

/** How far all of it is. */
export function queueProgressText(state: QueueState): string {
  const { endedCount, training, waitingCount } = state
  const total = endedCount + training.length + waitingCount
  const ended = `${formatCount(endedCount)} of ${formatCounted(total, 'run')} over`
  const time = left(state)
  return time === null ? ended : `${ended}, about ${time}`
}

/** Why runs of which none trains yet do not; those known to the queue are told how many come before them. */
export function waitingText(state: QueueState | null, runIds: readonly number[]): string {
  if (state?.isHeld) return 'waiting: the queue is paused'
  if (state && runIds.every((runId) => state.heldRunIds.includes(runId))) {
    return 'waiting: the experiment is paused'
  }
  const ahead = state?.waiting.findIndex(({ id }) => runIds.includes(id)) ?? -1
  if (!state || ahead <= 0) return 'waiting for a free worker'
  return `waiting, after ${formatCounted(ahead, 'other')} in the queue`
}

/** Where a run of this list comes to stand that is moved by one place; null: it cannot be. */
export function neighbour(
  waiting: readonly { readonly id: number }[],
  waitingCount: number,
  runId: number,
  by: 1 | -1,
): { readonly before: number | null } | null {
  const at = waiting.findIndex(({ id }) => id === runId)
  if (at < 0 || at + by < 0 || at + by >= waitingCount) return null
  if (by === -1) return { before: waiting[at - 1]!.id }
  const after = waiting[at + 2]
  // The last one shown: where it would go is not known here.
  if (!after && at + 2 < waitingCount) return null
  return { before: after?.id ?? null }
}
