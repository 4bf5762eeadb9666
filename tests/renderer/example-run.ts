import type { Progress } from '#shared/metrics.ts'
import { presets } from '#shared/presets.ts'
import type { Run } from '#shared/run.ts'

/** A run as the backend would send it, with what a test cares about changed. */
export function exampleRun({
  progress,
  ...changes
}: Partial<Omit<Run, 'progress'>> & { readonly progress?: Partial<Progress> }): Run {
  return {
    id: 1,
    config: presets['cartpole-reinforce']!.config,
    configHash: '0123456789abcdef',
    status: 'completed',
    reason: null,
    createdAt: '2026-11-20T10:00:00.000Z',
    startedAt: '2026-11-20T10:00:01.000Z',
    finishedAt: null,
    engine: 'tfjs (wasm)',
    metricsHash: null,
    tags: [],
    notes: '',
    isStarred: false,
    isLocked: false,
    isArchived: false,
    alerts: [],
    arithmetic: 1,
    experimentId: null,
    ...changes,
    progress: {
      episodes: 100,
      environmentSteps: 10_000,
      updates: 10,
      wallTimeMs: 1000,
      meanReturnLast100: 100,
      standardErrorLast100: 3.14,
      lastReturn: 490,
      meanReturnLast10: 480.1,
      meanReturnLast1000: 300.5,
      areaUnderCurve: 310.25,
      bestMeanReturn100: 100,
      successRateLast100: null,
      solvedAt: null,
      ...progress,
    },
  }
}
