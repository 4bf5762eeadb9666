import { comparisonDefinitions as defined } from '#shared/comparison-definitions.ts'
import { type ComparedGroup } from '#shared/comparison.ts'
import { resultDefinitions } from '#shared/run-result.ts'
import { presets } from '#shared/presets.ts'
import { comparisonOf } from '#renderer/compare/groups.ts'
import {
  formatCount,
  formatEstimate,
  formatFixed,
  formatReturn,
  formatWithInterval,
} from '#renderer/format/number.ts'
import { disjointTriples } from './disjoint-triples.ts'
import type { ExplainedStep, Findings, GuidedExperiment } from './guided-experiment.ts'

const FEW = 5
const MANY = 20
/** A difference people write papers about: a tenth of what there is. */
const SHARE_THAT_MATTERS = 0.1

const { config } = presets['cartpole-reinforce']!

function intervalOf({ summary }: ComparedGroup): string {
  if (!summary?.interquartileMeanInterval) return '–'
  const { value, lower, upper } = formatWithInterval(
    summary.interquartileMean,
    summary.interquartileMeanInterval,
  )
  return `${value} (${lower} to ${upper})`
}

const widthOf = ({ summary }: ComparedGroup): number => {
  const interval = summary?.interquartileMeanInterval
  return interval ? interval.upper - interval.lower : Number.NaN
}

const percent = (share: number) => `${formatFixed(100 * share, 0)} %`

function explain({ comparison, seedsNeeded }: Findings): readonly ExplainedStep[] {
  const [few, many] = comparison?.groups ?? []
  if (!few?.summary || !many?.summary) return []
  const { mean } = many.summary
  const matters = SHARE_THAT_MATTERS * Math.abs(mean)
  const triples = disjointTriples(many.scores, matters)
  const ratio = widthOf(few) / widthOf(many)
  const worst = Math.min(...many.scores)
  const best = Math.max(...many.scores)
  return [
    {
      title: 'Nothing differs but the seed',
      text: `All ${many.scores.length} runs have one configuration. Their results reach from ${formatReturn(worst)} to ${formatReturn(best)}: first weights and luck decide that much. A single run is one draw from this spread.`,
      numbers: [
        {
          label: defined.spread.label,
          definition: `${defined.spread.definition}. ${resultDefinitions.meanReturnLast100.definition}`,
          value: formatEstimate(mean, many.summary.standardDeviation).join(' ± '),
        },
      ],
      hasCurves: true,
    },
    {
      title: 'More seeds narrow the interval',
      text: `With ${few.scores.length} seeds the 95 % interval of the result is ${formatReturn(widthOf(few))} wide, with ${many.scores.length} it is ${formatReturn(widthOf(many))}: ${formatFixed(ratio, 1)} times as narrow. On average four times as many seeds halve it, because it goes with 1/√n.`,
      numbers: [few, many].map((group) => ({
        label: `IQM, ${group.scores.length} seeds`,
        definition: defined.interval.definition,
        value: intervalOf(group),
      })),
    },
    {
      title: 'Three against three mislead',
      text: `Take three of these runs as “method A” and three others as “method B”: ${formatCount(triples.comparisons)} such comparisons can be made, and in none of them is there anything to find. Still, in ${percent(triples.shareBeyond)} of them the means differ by more than a tenth, and in ${percent(triples.shareSeparated)} every seed of one is better than every seed of the other.`,
      numbers: [
        {
          label: 'Differ by a tenth',
          definition: `Share of all ways to choose three runs and three others whose means differ by more than ${formatReturn(matters)}, a tenth of the mean of all`,
          value: percent(triples.shareBeyond),
        },
        {
          label: 'Fully apart',
          definition:
            'Share of all ways to choose three runs and three others in which the best of one three is below the worst of the other: 1 in 10 for any results without ties',
          value: percent(triples.shareSeparated),
        },
      ],
    },
    {
      title: 'So how many?',
      text: `That depends on the difference you want to find. For one of a tenth with this spread: ${seedsNeeded === null ? 'more than any sensible number of seeds' : `${formatCount(seedsNeeded)} seeds a group`}. The comparison page answers this for your own runs.`,
      numbers: [
        {
          ...defined.seedsNeeded,
          value: seedsNeeded === null ? '–' : `${formatCount(seedsNeeded)} a group`,
        },
      ],
    },
  ]
}

export const howManySeeds: GuidedExperiment = {
  id: 'how-many-seeds',
  title: 'How many seeds',
  icon: 'i-lucide-dices',
  question: 'How far can a result be trusted that a few seeds have shown?',
  plan: `One configuration is trained with ${MANY} seeds. You see how the interval of the result narrows from ${FEW} seeds to ${MANY}, and how often three seeds against three others would have shown a difference where there is none.`,
  takes: 'a few seconds',
  arms: [
    {
      name: 'One configuration',
      config: { ...config, budget: { environmentSteps: 40_000, stopWhenSolved: false } },
    },
  ],
  seedsPerArm: MANY,
  groups: ([runs = []]) => [
    { name: `${FEW} seeds`, runs: runs.slice(0, FEW) },
    { name: `${MANY} seeds`, runs },
  ],
  asksTheLab: false,
  differenceToFind: ({ groups }) =>
    groups[1]?.summary ? SHARE_THAT_MATTERS * Math.abs(groups[1].summary.mean) : null,
  explain,
  next: (runs) => [
    {
      text: 'See all seeds and their statistics on the comparison page',
      to: comparisonOf(runs.flat(), 'groups'),
    },
    { text: 'Train a setting of your own with ten seeds', to: { name: 'new-run' } },
    { text: 'Go from J(θ) to REINFORCE in nine steps', to: { name: 'learn' } },
  ],
}
