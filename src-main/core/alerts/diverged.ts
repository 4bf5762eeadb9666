import type { AlertRule } from './alert-rule.ts'

/** The run itself says why it could not go on. */
export const diverged: AlertRule = ({ run }) =>
  run.status === 'diverged'
    ? {
        sentence: `${run.reason ?? 'A number was no longer finite'}. Try a smaller learning rate, or a largest gradient norm.`,
        firstUpdate: run.progress.updates,
        isNow: true,
      }
    : null
