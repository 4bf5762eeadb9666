import type { Component } from 'vue'
import Policy from '../../docs/learn/1-policy.md'
import Return from '../../docs/learn/2-return.md'
import Objective from '../../docs/learn/3-objective.md'
import Gradient from '../../docs/learn/4-gradient.md'
import Noise from '../../docs/learn/5-noise.md'
import Variance from '../../docs/learn/6-variance.md'
import StepSize from '../../docs/learn/7-step.md'
import Reinforce from '../../docs/learn/8-reinforce.md'
import Curve from '../../docs/learn/9-curve.md'

/** A step of the way from J(θ) to REINFORCE: what it says, and whether it needs a run to show it. */
export interface LearnStep {
  /** In the address. */
  readonly id: string
  readonly title: string
  /** For the list of all steps. */
  readonly short: string
  readonly text: Component
  readonly needsRun: boolean
}

export const learnSteps = [
  { id: 'policy', title: 'A policy draws actions', short: 'Policy', text: Policy, needsRun: true },
  {
    id: 'return',
    title: 'An episode has a return',
    short: 'Return',
    text: Return,
    needsRun: true,
  },
  {
    id: 'objective',
    title: 'The objective is the mean return',
    short: 'Objective',
    text: Objective,
    needsRun: true,
  },
  {
    id: 'gradient',
    title: 'The slope of a mean that can only be sampled',
    short: 'Gradient',
    text: Gradient,
    needsRun: false,
  },
  {
    id: 'noise',
    title: 'An estimate is noisy, by 1/√K',
    short: 'Noise',
    text: Noise,
    needsRun: false,
  },
  {
    id: 'variance',
    title: 'Less noise for nothing',
    short: 'Variance',
    text: Variance,
    needsRun: false,
  },
  {
    id: 'step',
    title: 'How far to go',
    short: 'Step',
    text: StepSize,
    needsRun: false,
  },
  {
    id: 'reinforce',
    title: 'REINFORCE, line by line',
    short: 'REINFORCE',
    text: Reinforce,
    needsRun: true,
  },
  {
    id: 'curve',
    title: 'Many updates make a learning curve',
    short: 'Learning curve',
    text: Curve,
    needsRun: true,
  },
] as const satisfies readonly LearnStep[]
export type LearnStepId = (typeof learnSteps)[number]['id']
