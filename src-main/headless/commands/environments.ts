import type { Command } from 'commander'
import {
  describeDefault,
  environmentIds,
  listParameters,
  type EnvironmentDescription,
  type EnvironmentId,
} from '#shared/environments.ts'
import { ApiError } from '#shared/errors.ts'
import { jsonFlag } from '../flags.ts'
import { print, printJson, textTable } from '../output.ts'

export function addEnvironments(program: Command): void {
  program
    .command('environments')
    .description('list what an agent can act in, or the parameters of one environment')
    .argument('[id]', 'environment to describe with its parameters')
    .addOption(jsonFlag())
    .action((id: string | undefined, { json }: { json?: boolean }) => {
      const chosen = id === undefined ? environmentIds : [environmentOf(id)]
      const found = chosen.map((id) => ({
        id,
        ...describeDefault(id),
        parameters: listParameters(id),
      }))
      if (json) printJson({ environments: found })
      else if (id === undefined) print(overview(found))
      else print(details(found[0]!))
    })
}

function environmentOf(id: string): EnvironmentId {
  const found = environmentIds.find((known) => known === id)
  if (found) return found
  throw new ApiError(
    'invalid-params',
    `There is no environment ${id}; there are ${environmentIds.join(', ')}`,
  )
}

interface Found extends EnvironmentDescription {
  readonly id: EnvironmentId
  readonly parameters: ReturnType<typeof listParameters>
}

const actions = ({ actionSpace }: Found) =>
  actionSpace.kind === 'discrete'
    ? `${actionSpace.labels.length} discrete`
    : `${actionSpace.size} continuous`

function observation({ observation }: Found): string {
  const [{ values } = {}] = observation
  if (observation.length === 1 && values !== undefined) return `index of ${values}`
  return observation.length === 1 ? '1 number' : `${observation.length} numbers`
}

function overview(found: readonly Found[]): string {
  const rows = found.map((environment) => [
    environment.id,
    observation(environment),
    actions(environment),
    environment.maxEpisodeSteps,
    environment.solvedReturn,
    environment.parameters.map(({ name }) => name).join(', '),
  ])
  const heads = ['id', 'observation', 'actions', 'most steps', 'solved at return', 'parameters']
  return textTable(heads, rows)
}

function details(environment: Found): string {
  const { id, summary, defaultInitialState, parameters } = environment
  const rows = parameters.map(({ name, default: initial, help }) => [
    name,
    JSON.stringify(initial),
    help,
  ])
  return [
    `${id}: ${summary}`,
    `Observation: ${observation(environment)}. Actions: ${actions(environment)}. Start: ${defaultInitialState}.`,
    '',
    textTable(['parameter', 'default', 'what it does'], rows),
  ].join('\n')
}
