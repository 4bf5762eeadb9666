import runs from './001-runs.ts'
import updateDiagnostics from './002-update-diagnostics.ts'
import standardError from './003-standard-error.ts'
import moreUpdateDiagnostics from './004-more-update-diagnostics.ts'
import observationMoments from './005-observation-moments.ts'
import summaries from './006-summaries.ts'
import trashAndSettings from './007-trash-and-settings.ts'
import runTexts from './008-run-texts.ts'
import runHistory from './009-run-history.ts'
import marks from './010-marks.ts'
import filters from './011-filters.ts'
import distributions from './012-distributions.ts'
import experiments from './013-experiments.ts'
import dismissedAlerts from './014-dismissed-alerts.ts'
import trainingStates from './015-training-states.ts'
import recordings from './016-recordings.ts'
import estimatorStates from './017-estimator-states.ts'
import identities from './018-identities.ts'
import recordingMoments from './019-recording-moments.ts'
import moreResults from './020-more-results.ts'
import heldExperiments from './021-held-experiments.ts'
import runAlerts from './022-run-alerts.ts'
import lastReturn from './023-last-return.ts'
import clocks from './024-clocks.ts'
import hiddenRows from './025-hidden-rows.ts'
import arithmetic from './026-arithmetic.ts'
import valuesOfHiddenRuns from './027-values-of-hidden-runs.ts'

/** In order; `user_version` counts the applied ones. A released migration never changes. */
export const migrations: readonly string[] = [
  runs,
  updateDiagnostics,
  standardError,
  moreUpdateDiagnostics,
  observationMoments,
  summaries,
  trashAndSettings,
  runTexts,
  runHistory,
  marks,
  filters,
  distributions,
  experiments,
  dismissedAlerts,
  trainingStates,
  recordings,
  estimatorStates,
  identities,
  recordingMoments,
  moreResults,
  heldExperiments,
  runAlerts,
  lastReturn,
  clocks,
  hiddenRows,
  arithmetic,
  valuesOfHiddenRuns,
]
