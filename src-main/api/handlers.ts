import { seedsNeeded } from '#core/statistics/seeds-needed.ts'
import type { Handlers, SystemInfo } from '#shared/api.ts'
import type { Checker } from '#main/checks/checker.ts'
import { evaluateGroup } from '#main/compare/evaluate-group.ts'
import type { createGroupAnswers } from '#main/compare/index.ts'
import { exportPart } from '#main/export/index.ts'
import type { RunFileHandlers } from '#main/export/run-files.ts'
import type { Experiments } from '#main/runs/experiments.ts'
import type { Lab } from '#main/runs/lab.ts'
import type { Deletion } from '#main/runs/delete-runs.ts'
import type { Leftovers } from '#main/runs/leftovers.ts'
import type { Marks } from '#main/runs/mark-runs.ts'
import type { RunAlerts } from '#main/runs/run-alerts.ts'
import type { RunManager } from '#main/runs/run-manager.ts'
import type { Tasks } from '#main/tasks/tasks.ts'
import type { Verifier } from '#main/runs/verifier.ts'
import type { Store } from '#main/store/store.ts'
import { alertsOf } from '#main/runs/alerts.ts'
import type { RecordingHandlers } from './recordings.ts'
import { exactOf, gradientCheckOf, stepSizeOf } from './lab.ts'
import { oneDatabase } from './one-database.ts'
import { policyMapOf } from './policy-map.ts'
import { scoreGaugeReport } from './score-gauge.ts'

interface Dependencies {
  readonly manager: RunManager
  readonly store: Store
  readonly groups: ReturnType<typeof createGroupAnswers>
  readonly systemInfo: () => Promise<SystemInfo>
  readonly lab: Lab
  readonly verifier: Verifier
  readonly marks: Marks
  readonly deletion: Deletion
  readonly experiments: Experiments
  readonly alerts: Pick<RunAlerts, 'dismiss'>
  readonly recordings: RecordingHandlers
  readonly runFiles: RunFileHandlers
  readonly tasks: Tasks
  readonly leftovers: Leftovers
  readonly checker: Checker
}

/** What answers each method: one line where it can be. */
export const createHandlers = ({
  manager,
  store,
  groups,
  systemInfo,
  lab,
  verifier,
  marks,
  deletion,
  experiments,
  alerts,
  recordings,
  runFiles,
  tasks,
  leftovers,
  checker,
}: Dependencies): Handlers => ({
  ...recordings,
  ...runFiles,
  'system.info': systemInfo,
  'storage.state': () => manager.storageState(),
  'system.checkDatabase': (request) => checker.checkDatabase(request),
  'system.setWorkers': ({ workers }) => {
    store.settings.setWorkers(workers)
    manager.setWorkers(workers)
    return systemInfo()
  },
  ...oneDatabase,
  'system.setContinuesRuns': ({ continuesRuns }) => {
    store.settings.setContinuesRuns(continuesRuns)
    return systemInfo()
  },
  'system.setKeepsEpisodes': ({ keepsEpisodes }) => {
    store.settings.setKeepsEpisodes(keepsEpisodes)
    return systemInfo()
  },
  'runs.list': () => store.runs.list(),
  'runs.query': (query) => store.runs.query(query),
  'runs.ids': (query) => store.runs.ids(query),
  'runs.varyingFields': (query) => store.runs.varyingFields(query),
  'runs.these': ({ runIds }) => store.runs.these(runIds),
  'runs.fieldValues': ({ field }) => store.fieldValues(field),
  'runs.get': ({ runId }) => store.runs.get(runId),
  'runs.start': (config) => manager.start(config),
  'runs.startSeeds': ({ config, seeds, taskId }) => manager.startSeeds(config, seeds, taskId),
  'runs.continue': ({ runIds }) => manager.continueRuns(runIds),
  'tasks.cancel': ({ taskId }) => tasks.cancel(taskId),
  'queue.get': () => manager.queue.state(),
  'queue.move': (move) => manager.queue.move(move),
  'queue.pauseAll': () => manager.queue.pauseAll(),
  'queue.resumeAll': () => manager.queue.resumeAll(),
  'queue.stopAll': () => manager.stopQueue(),
  'runs.pause': ({ runId }) => manager.pause(runId),
  'runs.resume': ({ runId }) => manager.resume(runId),
  'runs.stop': ({ runId }) => manager.stop(runId),
  'runs.stopAll': ({ runIds }) => manager.stopAll(runIds),
  'runs.undoStop': ({ stopped }) => manager.undoStop(stopped),
  'runs.delete': ({ runId }) => manager.remove(runId),
  'runs.deleteAll': ({ runIds }) => deletion.deleteAll(runIds),
  'runs.restoreAll': async ({ runIds }) => (await deletion.restoreAll(runIds), null),
  'runs.restore': ({ runId }) => manager.restore(runId),
  'trash.list': () => store.trash.list(),
  'trash.empty': () => {
    const runs = store.trash.empty()
    leftovers.look()
    return { runs }
  },
  'runs.tag': ({ runId, tags }) => marks.setTags(runId, tags),
  'runs.mark': (change) => marks.mark(change),
  'runs.setMarks': ({ marks: wanted }) => marks.setMarks(wanted),
  'runs.curve': (request) => ({
    ...store.curve(request),
    progress: store.runs.get(request.runId).progress,
  }),
  'runs.distribution': (request) => store.distribution(request),
  'runs.alerts': ({ runId }) => alertsOf(store, runId),
  'runs.dismissAlert': ({ runId, alertId, isDismissed }) => {
    alerts.dismiss(runId, alertId, isDismissed)
    return alertsOf(store, runId)
  },
  'runs.history': ({ runId }) => store.history(runId),
  'runs.relation': (request) => store.relation(request),
  'runs.scoreGauge': ({ runId }) => scoreGaugeReport(store, runId),
  'runs.playEpisode': ({ runId, start }) => manager.playEpisode(runId, start),
  'runs.policyMap': policyMapOf(store, manager),
  'runs.evaluate': (request) => manager.evaluate(request),
  'runs.verify': ({ runId, taskId }) => verifier.verify(runId, taskId),
  'runs.cancelVerify': ({ taskId }) => verifier.cancel(taskId),
  'runs.export': ({ experimentId, ...request }) =>
    exportPart(store, {
      ...request,
      experiment: experimentId === undefined ? null : experiments.get(experimentId),
    }),
  'lab.exact': exactOf(lab, manager),
  'lab.gradientCheck': gradientCheckOf(lab, manager),
  'lab.stepSize': stepSizeOf(lab, manager),
  'lab.cancel': ({ taskId }) => lab.cancel(taskId),
  'experiments.list': () => experiments.list(),
  'experiments.get': ({ experimentId }) => experiments.get(experimentId),
  'experiments.create': (texts) => experiments.create(texts),
  'experiments.start': (request) => experiments.start(request),
  'experiments.extend': (request) => experiments.extend(request),
  'experiments.update': (changes) => experiments.update(changes),
  'experiments.addRuns': ({ experimentId, runIds }) => experiments.addRuns(experimentId, runIds),
  'experiments.removeRuns': ({ runIds }) => experiments.removeRuns(runIds),
  'experiments.runIds': ({ experimentId }) => experiments.runIds(experimentId),
  'experiments.withdraw': (request) => experiments.withdraw(request),
  'experiments.pause': ({ experimentId }) => experiments.pause(experimentId),
  'experiments.resume': ({ experimentId }) => experiments.resume(experimentId),
  'experiments.stop': ({ experimentId }) => experiments.stop(experimentId),
  'experiments.continue': ({ experimentId }) => experiments.continueRuns(experimentId),
  'experiments.delete': ({ experimentId, withRuns }) => experiments.remove(experimentId, withRuns),
  'experiments.restore': ({ experimentId }) => experiments.restore(experimentId),
  'experiments.trash': () => store.experiments.trash(),
  'experiments.cells': (request) => groups.cells(request),
  'runs.results': (request) => groups.results(request),
  'runs.importance': (request) => groups.importance(request),
  'groups.compare': (request) => groups.compare(request),
  'groups.curves': (request) => groups.curves(request),
  'groups.evaluate': (request) => evaluateGroup(manager, request),
  'groups.seedsNeeded': ({ power, ...wished }) => ({ seeds: seedsNeeded(wished, power) }),
})
