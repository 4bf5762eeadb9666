import { episodesUntilSolved, progressDefinitions as defined } from '#shared/metrics.ts'
import { presets } from '#shared/presets.ts'
import { stepsPerSecond, type Run } from '#shared/run.ts'
import { formatCount, formatMeanReturn } from '#renderer/format/number.ts'
import { formatDuration } from '#renderer/format/time.ts'
import type { ExplainedStep, GuidedExperiment } from './guided-experiment.ts'

const { config } = presets['cartpole-reinforce']!

function explain(run: Run): readonly ExplainedStep[] {
  const { progress } = run
  const { solvedAt } = progress
  const speed = stepsPerSecond(progress)
  return [
    {
      title: 'It learned by trying',
      text: `Nobody told the policy how a pole is balanced. It played ${formatCount(progress.episodes)} episodes, and after every ${'episodes' in config.batch ? config.batch.episodes : ''} of them moved its parameters once: towards the actions after which much reward came, away from the others.`,
      numbers: [
        { ...defined.episodes, value: formatCount(progress.episodes) },
        { ...defined.updates, value: formatCount(progress.updates) },
        { ...defined.environmentSteps, value: formatCount(progress.environmentSteps) },
      ],
    },
    {
      title: 'The learning curve says how well',
      text: 'Every step that the pole stays up is worth 1, so the return of an episode is its length, at most 500. The faint band is single episodes, the line the mean of the last 100. It begins near 20, which is what pushing at random brings.',
      numbers: [
        {
          label: defined.meanReturnLast100.label,
          definition: `${defined.meanReturnLast100.definition}. ${defined.standardErrorLast100.definition}`,
          value: formatMeanReturn(progress),
        },
      ],
      hasCurves: true,
    },
    {
      title: solvedAt ? 'Solved' : 'Not solved this time',
      text: solvedAt
        ? `CartPole counts as solved when the mean of the last 100 episodes reaches 475. Here that was after ${formatCount(solvedAt.environmentSteps)} steps in the environment, and training stopped by itself.`
        : 'CartPole counts as solved when the mean of the last 100 episodes reaches 475. This run did not get there: seeds differ, which is what the third guided experiment is about.',
      numbers: [
        ...(solvedAt
          ? [
              {
                ...defined.solvedAt,
                value: `${formatCount(episodesUntilSolved(solvedAt))} episodes`,
              },
            ]
          : []),
        { ...defined.wallTimeMs, value: formatDuration(progress.wallTimeMs) },
        {
          label: 'Speed',
          definition: 'Environment steps per second of training time, mean over the whole run',
          value: speed === null ? '–' : `${formatCount(speed)} steps/s`,
        },
      ],
    },
  ]
}

export const solveCartPole: GuidedExperiment = {
  id: 'solve-cartpole',
  title: 'Solve CartPole',
  icon: 'i-lucide-trophy',
  question: 'Can a policy learn to balance a pole from nothing but rewards?',
  plan: 'One run of REINFORCE with one seed: a small network pushes a cart left or right until a pole on it stays up. You see its learning curve and what the numbers beside it mean.',
  takes: 'about a second',
  arms: [{ name: 'REINFORCE', config }],
  seedsPerArm: 1,
  groups: () => [],
  asksTheLab: false,
  differenceToFind: () => null,
  explain: ({ runs }) => runs.flat().slice(0, 1).flatMap(explain),
  next(runs) {
    const run = runs[0]?.[0]
    return [
      ...(run
        ? [
            {
              text: 'Watch the trained policy play, step by step',
              to: { name: 'run', params: { runId: run.id } },
            },
            {
              text: 'Change something, such as the learning rate, and train again',
              to: { name: 'new-run', query: { from: run.id } },
            },
            {
              text: 'See how it works, with the numbers of this run',
              to: { name: 'learn', query: { run: run.id } },
            },
          ]
        : []),
      {
        text: 'Find out why rewards-to-go are used',
        to: { name: 'guided', params: { experiment: 'why-reward-to-go' } },
      },
    ]
  },
}
