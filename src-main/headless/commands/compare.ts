import { Option, type Command } from 'commander'
import { comparisonDefinitions, locationDefinitions } from '#shared/comparison-definitions.ts'
import { type GroupComparison, type IntervalMethod } from '#shared/comparison.ts'
import { resultDefinitions, runResults, type RunResult } from '#shared/run-result.ts'
import { pairedSentence, pairSentence } from '#shared/comparison-sentences.ts'
import { coverageNotes } from '#shared/coverage-notes.ts'
import { differingFields } from '#shared/differing-fields.ts'
import { groupName, nameGroups } from '#shared/group-names.ts'
import type { Run } from '#shared/run.ts'
import { databaseFlag, intervalsFlag, jsonFlag } from '../flags.ts'
import { parseGroup } from '../group-references.ts'
import { intervalTitle, print, printJson, say, showNumber, textTable } from '../output.ts'
import { call, withExistingDatabase, type BackendFlags } from '../with-backend.ts'

interface CompareFlags extends BackendFlags {
  readonly groups: readonly string[]
  readonly metric: RunResult
  readonly intervals: IntervalMethod
  readonly json?: boolean
}

export function addCompare(program: Command): void {
  program
    .command('compare')
    .description('compare groups of seeds, with intervals and tests')
    .requiredOption(
      '--groups <group...>',
      'groups: configuration hashes, or runs such as 1..5 6..10',
    )
    .addOption(
      new Option('--metric <name>', 'the number a run is judged by')
        .choices(runResults)
        .default(runResults[0]),
    )
    .addOption(intervalsFlag())
    .addOption(databaseFlag())
    .addOption(jsonFlag())
    .action(runComparison)
}

async function runComparison({
  groups,
  metric,
  intervals,
  json,
  ...flags
}: CompareFlags): Promise<void> {
  const references = groups.map(parseGroup)
  const { comparison, runs } = await withExistingDatabase(flags, async (backend) => ({
    comparison: await call(backend, 'groups.compare', {
      groups: references,
      result: metric,
      intervals,
    }),
    runs: await call(backend, 'runs.list', undefined),
  }))
  const names = comparison.groups.map((_, i) => groupName(i))
  const sentences = comparison.pairs.map((pair) => pairSentence(pair, comparison, names))
  const paired = comparison.pairs.flatMap(
    (pair) => pairedSentence(pair, comparison.pairs.length, names) ?? [],
  )
  const notes = comparison.notes.map((note) => nameGroups(note, names))
  if (json) {
    printJson({
      ...comparison,
      groups: comparison.groups.map((group, i) => ({ name: names[i], ...group })),
      notes,
      sentences,
      pairedSentences: paired,
    })
    return
  }
  print(`${resultDefinitions[metric].label}: ${resultDefinitions[metric].definition}.\n`)
  print(table(comparison, names, runs, intervalTitle(intervals)))
  if (sentences.length > 0) print(`\n${[...sentences, ...paired].join('\n')}`)
  const sizes = comparison.groups.map(({ scores }) => scores.length)
  for (const note of [...notes, ...coverageNotes(sizes, intervals)]) say(note)
}

function table(
  { groups }: GroupComparison,
  names: readonly string[],
  runs: readonly Run[],
  interval: string,
): string {
  const configs = groups.map(({ runIds }) => {
    const run = runs.find(({ id }) => id === runIds[0])
    if (!run) return null
    const { seed: _, ...config } = run.config
    return config
  })
  const differences = differingFields(configs)
  return textTable(
    [
      'group',
      'configuration',
      comparisonDefinitions.seeds.label.toLowerCase(),
      'mean ± s',
      'median',
      locationDefinitions.interquartileMean.label,
      interval,
      'what differs',
    ],
    groups.map(({ configHash, scores, summary }, i) => [
      names[i]!,
      configHash ?? 'mixed',
      scores.length,
      summary && meanAndSpread(summary.mean, summary.standardDeviation),
      summary && summary.median,
      summary && summary.interquartileMean,
      summary?.interquartileMeanInterval
        ? `${showNumber(summary.interquartileMeanInterval.lower)} to ${showNumber(summary.interquartileMeanInterval.upper)}`
        : null,
      differences[i]!.join(', ') || '–',
    ]),
  )
}

const meanAndSpread = (mean: number, deviation: number | null) =>
  deviation === null ? showNumber(mean) : `${showNumber(mean)} ± ${showNumber(deviation)}`
