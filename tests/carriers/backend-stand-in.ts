import type { Backend } from '#main/backend-contract.ts'
import type { EventName, Events, Handlers } from '#shared/api.ts'
import { ApiError } from '#shared/errors.ts'
import type { EventMessage } from '#shared/rpc.ts'
import type { Run } from '#shared/run.ts'
import { presets } from '#shared/presets.ts'

export interface BackendStandIn extends Backend {
  publish<E extends EventName>(event: E, data: Events[E]): void
  readonly subscribers: () => number
  readonly isClosed: () => boolean
}

/** A run as the backend would publish it. */
export const runWithId = (id: number): Run => ({
  id,
  config: presets['cartpole-reinforce']!.config,
  configHash: '0123456789abcdef',
  status: 'running',
  reason: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  engine: null,
  progress: {
    episodes: 0,
    environmentSteps: 0,
    updates: 0,
    wallTimeMs: 0,
    meanReturnLast100: null,
    standardErrorLast100: null,
    lastReturn: null,
    meanReturnLast10: null,
    meanReturnLast1000: null,
    areaUnderCurve: null,
    bestMeanReturn100: null,
    successRateLast100: null,
    solvedAt: null,
  },
  metricsHash: null,
  tags: [],
  notes: '',
  isStarred: false,
  isLocked: false,
  isArchived: false,
  alerts: [],
  arithmetic: 1,
  experimentId: null,
})

/** The carriers' view of a backend: runs in memory, no worker, no file. */
export function createBackendStandIn(): BackendStandIn {
  const listeners = new Set<(message: EventMessage) => void>()
  const runs = new Map<number, Run>([[1, runWithId(1)]])
  let closed = false

  const get = ({ runId }: { runId: number }): Run => {
    const run = runs.get(runId)
    if (!run) throw new ApiError('not-found', `There is no run ${runId}`)
    return run
  }
  const broken = (): never => {
    throw new Error('a secret of the inside')
  }
  const handlers: Handlers = {
    'system.info': broken,
    'system.checkDatabase': broken,
    'storage.state': broken,
    'places.get': broken,
    'places.choose': broken,
    'places.setExportFolder': broken,
    'database.open': broken,
    'database.create': broken,
    'database.move': broken,
    'runs.list': () => [...runs.values()],
    'runs.query': broken,
    'runs.ids': broken,
    'runs.varyingFields': broken,
    'runs.these': broken,
    'runs.fieldValues': broken,
    'runs.get': get,
    'runs.start': () => runWithId(1),
    'runs.startSeeds': () => [runWithId(1)],
    'tasks.cancel': broken,
    'runs.continue': () => [runWithId(1)],
    'queue.get': broken,
    'queue.move': () => null,
    'queue.pauseAll': () => null,
    'queue.resumeAll': () => null,
    'queue.stopAll': broken,
    'runs.pause': get,
    'runs.resume': get,
    'runs.stop': get,
    'runs.stopAll': broken,
    'runs.undoStop': broken,
    'system.setWorkers': broken,
    'system.setContinuesRuns': broken,
    'system.setKeepsEpisodes': broken,
    'runs.restore': get,
    'trash.list': broken,
    'trash.empty': broken,
    'runs.delete': ({ runId }) => (runs.delete(runId), null),
    'runs.tag': get,
    'runs.mark': broken,
    'runs.deleteAll': broken,
    'runs.restoreAll': broken,
    'runs.setMarks': broken,
    'runs.curve': broken,
    'runs.distribution': broken,
    'runs.alerts': broken,
    'runs.dismissAlert': broken,
    'runs.history': broken,
    'runs.relation': broken,
    'runs.scoreGauge': broken,
    'runs.playEpisode': broken,
    'runs.policyMap': broken,
    'runs.evaluate': broken,
    'runs.verify': broken,
    'runs.cancelVerify': () => null,
    'recordings.list': broken,
    'recordings.get': broken,
    'recordings.keep': broken,
    'recordings.rename': broken,
    'recordings.delete': broken,
    'recordings.restore': broken,
    'runFiles.write': broken,
    'runFiles.read': broken,
    'runFiles.create': broken,
    'runFiles.append': broken,
    'runFiles.import': broken,
    'runFiles.discard': () => null,
    'experiments.list': () => [],
    'experiments.get': broken,
    'experiments.create': broken,
    'experiments.start': broken,
    'experiments.extend': broken,
    'experiments.update': broken,
    'experiments.addRuns': broken,
    'experiments.removeRuns': broken,
    'experiments.runIds': broken,
    'experiments.withdraw': broken,
    'experiments.pause': broken,
    'experiments.resume': broken,
    'experiments.stop': broken,
    'experiments.continue': broken,
    'experiments.delete': broken,
    'experiments.restore': broken,
    'experiments.trash': broken,
    'experiments.cells': broken,
    'runs.results': broken,
    'runs.importance': broken,
    'groups.compare': broken,
    'groups.curves': broken,
    'groups.evaluate': broken,
    'groups.seedsNeeded': broken,
    'lab.exact': broken,
    'lab.gradientCheck': broken,
    'lab.stepSize': broken,
    'lab.cancel': broken,
    'runs.export': () => ({ text: 'episode\n', next: null }),
  }
  return {
    handlers,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    inUse: () => ({ ownRuns: 0, otherPrograms: 0 }),
    close: async () => void (closed = true),
    publish: (event, data) => listeners.forEach((listener) => listener({ event, data })),
    subscribers: () => listeners.size,
    isClosed: () => closed,
  }
}
