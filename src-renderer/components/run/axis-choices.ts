import type { HorizontalAxis } from '#shared/metrics.ts'

/** What a curve can be drawn against, as the choice is labelled. */
export const axisChoices: readonly { readonly value: HorizontalAxis; readonly label: string }[] = [
  { value: 'episodes', label: 'Episodes' },
  { value: 'environmentSteps', label: 'Environment steps' },
  { value: 'updates', label: 'Updates' },
  { value: 'wallTimeMs', label: 'Training time' },
]
