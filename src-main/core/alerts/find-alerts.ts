import type { AlertId } from '#shared/alerts.ts'
import type { AlertRule, Evidence, Finding } from './alert-rule.ts'
import { clippedActions } from './clipped-actions.ts'
import { diverged } from './diverged.ts'
import { entropyCollapse } from './entropy-collapse.ts'
import { gradientExplosion } from './gradient-explosion.ts'
import { largeKl } from './large-kl.ts'
import { noGradient } from './no-gradient.ts'
import { sigmaCollapse } from './sigma-collapse.ts'
import { stalled } from './stalled.ts'
import { uselessValues } from './useless-values.ts'

/** In the order in which they are told: what says most comes first. */
const rules: Readonly<Record<AlertId, AlertRule>> = {
  diverged,
  'gradient-explosion': gradientExplosion,
  'no-gradient': noGradient,
  'entropy-collapse': entropyCollapse,
  'sigma-collapse': sigmaCollapse,
  'large-kl': largeKl,
  'clipped-actions': clippedActions,
  'useless-values': uselessValues,
  stalled,
}

/** All that a run's numbers say is wrong. */
export const findAlerts = (evidence: Evidence): (Finding & { readonly id: AlertId })[] =>
  (Object.keys(rules) as AlertId[]).flatMap((id) => {
    const finding = rules[id](evidence)
    return finding ? [{ id, ...finding }] : []
  })
