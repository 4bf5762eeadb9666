import type { Definition } from './metrics.ts'

/** What the workbench warns of. */
export const alertIds = [
  'diverged',
  'entropy-collapse',
  'sigma-collapse',
  'gradient-explosion',
  'no-gradient',
  'large-kl',
  'clipped-actions',
  'useless-values',
  'stalled',
] as const
export type AlertId = (typeof alertIds)[number]

/** Something that a run's numbers say is wrong, as a sentence a person can act on. */
export interface Alert {
  readonly id: AlertId
  readonly sentence: string
  /** Where it was first so: updates up to then, and what belongs to that place; null: not known. */
  readonly first: {
    readonly updates: number
    readonly episodes: number
    readonly environmentSteps: number
    readonly wallTimeMs: number
    /** ISO 8601, UTC: derived from the training time since the run last began to train; null: not known. */
    readonly happenedAbout: string | null
  } | null
  /** Whether it is so at the last update too. */
  readonly isNow: boolean
  /** Whether a person has seen it and does not want to be told again. */
  readonly isDismissed: boolean
}

/** An alert as it stands with a run: which, but not where or why. */
export type RunAlert = Pick<Alert, 'id' | 'isDismissed'>

/** Name, rule and threshold of an alert, and the fields and numbers whose theory explains it. */
export interface AlertDefinition extends Definition {
  readonly subjects: readonly string[]
}

/** How alerts read long runs. */
const LONG = '. Beyond 512 updates, means of 2, 4, 8 … neighbouring ones are judged'

export const alertDefinitions: Readonly<Record<AlertId, AlertDefinition>> = {
  diverged: {
    label: 'Diverged',
    definition: 'A number of the run was no longer finite, so that it could not go on',
    subjects: ['optimizer.learningRate', 'optimizer.maxGradientNorm'],
  },
  'entropy-collapse': {
    label: 'Entropy collapse',
    definition: `H/log|A| below 2 % over 20 updates or more, while the batches’ mean return is below the threshold; where there is none, within the first fifth of the run${LONG}`,
    subjects: ['entropy', 'estimator.entropyCoefficient'],
  },
  'sigma-collapse': {
    label: 'σ collapse',
    definition: `σ below 5 % of its first value over 20 updates or more, while the batches’ mean return is below the threshold; where there is none, within the first half of the run${LONG}`,
    subjects: ['sigma', 'estimator.entropyCoefficient'],
  },
  'gradient-explosion': {
    label: 'Exploding gradient',
    definition: `‖ĝ‖ of an update more than 100 times the median of all updates before, of at least 20${LONG}`,
    subjects: ['gradientNorm', 'optimizer.maxGradientNorm'],
  },
  'no-gradient': {
    label: 'No gradient',
    definition: '‖ĝ‖ below 10⁻⁸ over 20 updates or more: nothing can be learned',
    subjects: ['gradientNorm', 'estimator.baseline'],
  },
  'large-kl': {
    label: 'Large steps',
    definition: `Mean KL(π_old ‖ π_new) above 0.1 nats over 5 updates or more${LONG}`,
    subjects: ['kl', 'optimizer.kind=trpo', 'optimizer.learningRate'],
  },
  'clipped-actions': {
    label: 'Clipped actions',
    definition: `More than half of the action components outside the environment’s range over 20 updates or more${LONG}`,
    subjects: ['clippedActions', 'policy.initialSigma'],
  },
  'useless-values': {
    label: 'Useless value function',
    definition: `Explained variance below 0 over 50 updates or more, after the first tenth of the run: V predicts worse than a constant${LONG}`,
    subjects: ['explainedVariance', 'estimator.value.learningRate'],
  },
  stalled: {
    label: 'Stalled',
    definition:
      'Over the last third of the run, and after half of its budget: even at the upper end of the 95 % interval of the return’s slope (least squares over its 11 to 22 means of neighbouring episodes, Student’s t), a stretch as long as that third would bring less than a tenth of what is missing to the threshold; where there is none, less than 2 % of the spread of the means seen so far, and the returns still vary. Never of a run that was solved',
    subjects: ['meanReturn', 'optimizer.learningRate'],
  },
}

/** An alert for a reader without the window: with its name and its rule. */
export const describeAlert = (alert: Alert) => {
  const { label, definition } = alertDefinitions[alert.id]
  return { ...alert, label, rule: definition }
}
