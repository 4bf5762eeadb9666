import { pairSentence } from '#shared/comparison-sentences.ts'
import { comparisonDefinitions as defined } from '#shared/comparison-definitions.ts'
import { resultDefinitions } from '#shared/run-result.ts'
import type { GradientCheck } from '#shared/gradient-check.ts'
import { presets } from '#shared/presets.ts'
import type { RunConfig } from '#shared/run-config.ts'
import { comparisonOf } from '#renderer/compare/groups.ts'
import { formatEstimate, formatNumber } from '#renderer/format/number.ts'
import { estimateDefinitions } from '#renderer/lab/definitions.ts'
import { estimatorTexts } from '#renderer/lab/estimator-labels.ts'
import type { ExplainedStep, Findings, GuidedExperiment } from './guided-experiment.ts'

const { config } = presets['cartpole-reinforce']!

/** The preset without its normalisation, which hides a part of the difference, and half as long. */
const withWeight = (weight: RunConfig['estimator']['weight']): RunConfig => ({
  ...config,
  estimator: { ...config.estimator, weight, normalizeAdvantages: false },
  budget: { environmentSteps: 40_000, stopWhenSolved: false },
})

const seedsAbove = (scores: readonly (readonly number[])[]) => {
  const [returns = [], rewardsToGo = []] = scores
  return rewardsToGo.filter((score) => returns.every((other) => score > other)).length
}

function explain({ comparison, names, check }: Findings): readonly ExplainedStep[] {
  if (!comparison) return []
  const { groups, pairs } = comparison
  const [pair] = pairs
  const [returns, rewardsToGo] = groups
  if (!pair || !returns?.summary || !rewardsToGo?.summary) return []
  const above = seedsAbove(groups.map(({ scores }) => scores))
  return [
    {
      title: 'The same task, the same seeds, one word changed',
      text: 'An action can only change what comes after it. The whole return of an episode also holds the rewards from before, which say nothing about the action: they are noise. Rewards-to-go leave them out.',
      numbers: [returns, rewardsToGo].map(({ summary }, i) => ({
        label: names[i]!,
        definition: `${resultDefinitions.meanReturnLast100.definition}. ${defined.spread.definition}`,
        value: formatEstimate(summary!.mean, summary!.standardDeviation).join(' ± '),
      })),
      hasCurves: true,
    },
    {
      title: 'How sure is that?',
      text: `${pairSentence(pair, comparison, names)} Of ${rewardsToGo.scores.length} seeds with rewards-to-go, ${above} ended above every seed with whole returns.`,
      numbers: [
        { ...defined.probabilityOfImprovement, value: pair.probabilityOfImprovement.toFixed(2) },
        { ...defined.difference, value: formatNumber(pair.difference, 3) },
      ],
    },
    ...(check ? [variances(check)] : []),
  ]
}

function variances({ estimates }: GradientCheck): ExplainedStep {
  const of = (name: string) => estimates.find(({ estimator }) => estimator === name)
  const [whole, toGo] = [of('return'), of('reward-to-go')]
  const ratio = whole && toGo ? whole.traceCovariance / toGo.traceCovariance : Number.NaN
  return {
    title: 'The reason, without learning: less noise in every estimate',
    text: `In the short corridor the gradient is known exactly, so both estimates can be held against it. Both are right on average. But from ${whole?.K ?? '–'} trajectories, the one from whole returns scatters ${formatNumber(ratio, 2)} times as much: it would need ${formatNumber(ratio, 2)} times as many trajectories to be as good.`,
    numbers: [whole, toGo].flatMap((estimate) =>
      estimate
        ? [
            {
              label: `Variance, ${estimatorTexts[estimate.estimator].label.toLowerCase()}`,
              definition: estimateDefinitions.traceCovariance,
              value: formatNumber(estimate.traceCovariance, 3),
            },
          ]
        : [],
    ),
  }
}

export const whyRewardToGo: GuidedExperiment = {
  id: 'why-reward-to-go',
  title: 'Why reward-to-go',
  icon: 'i-lucide-route',
  question: 'Does it matter whether an action is judged by the whole return or by what follows it?',
  plan: 'CartPole is trained twice with five seeds each: once every action is weighed with the return of its whole episode, once with the rewards that come after it. Then both estimates are held against an exact gradient.',
  takes: 'a few seconds',
  arms: [
    { name: 'Whole return', config: withWeight('return') },
    { name: 'Reward-to-go', config: withWeight('reward-to-go') },
  ],
  seedsPerArm: 5,
  groups: (runs) => [
    { name: 'Whole return', runs: runs[0] ?? [] },
    { name: 'Reward-to-go', runs: runs[1] ?? [] },
  ],
  asksTheLab: true,
  differenceToFind: () => null,
  explain,
  next: (runs) => [
    {
      text: 'Compare the two groups with everything the page has',
      to: comparisonOf(runs.flat(), 'groups'),
    },
    {
      text: 'Look at all twelve estimators in the lab',
      to: { name: 'lab' },
    },
    {
      text: 'Read why the past drops out',
      to: { name: 'theory', params: { section: 'rewards-to-go' } },
    },
    {
      text: 'Find out how many seeds a comparison needs',
      to: { name: 'guided', params: { experiment: 'how-many-seeds' } },
    },
  ],
}
