import * as z from 'zod'
import { replayActions, type Replay } from '#core/environments/replay-actions.ts'
import { environment } from '#shared/config/environment.ts'
import { environmentDisagreements, stateProblem } from '#shared/config/environment-disagreements.ts'
import { describeEnvironment, environmentIds, type EnvironmentId } from '#shared/environments.ts'
import { ApiError } from '#shared/errors.ts'
import { parseOrThrow } from '#shared/parse.ts'

const inputSchema = z.strictObject({
  environment: z.enum(environmentIds as [EnvironmentId, ...EnvironmentId[]]),
  initialState: z.array(z.number()),
  actions: z.array(z.union([z.number(), z.array(z.number())])),
  parameters: z.record(z.string(), z.unknown()).default({}),
  seed: z.int().min(0).max(4_294_967_295).default(0),
})

/**
 * Plays given actions from a given state, to compare an environment with Gymnasium's: the flags are its.
 * What an environment draws, such as a slip on ice, comes from `seed`.
 */
export function environmentStep(input: unknown): Replay {
  const {
    environment: id,
    initialState,
    actions,
    parameters,
    seed,
  } = parseOrThrow(inputSchema, input)
  const settings = parseOrThrow(environment, { id, parameters })
  const [disagreement] = environmentDisagreements(settings)
  if (disagreement) throw invalid(`${disagreement.path.join('.')} ${disagreement.message}`)
  const { state, actionSpace } = describeEnvironment(settings)
  if (initialState.length !== state.length) {
    throw invalid(`initialState has ${initialState.length} numbers; ${id} has ${state.length}`)
  }
  // A number outside its range is a question one may ask; an index that is none has no answer.
  const wrong = state.some(({ values }) => values !== undefined)
    ? stateProblem(initialState, state)
    : null
  if (wrong) throw invalid(`initialState: ${wrong}`)
  const rows = actions.map((action) => (Array.isArray(action) ? action : [action]))
  rows.forEach((row, t) => {
    const problem = actionProblem(row, actionSpace)
    if (problem) throw invalid(`actions.${t} is ${JSON.stringify(actions[t])}; ${problem}`)
  })
  const replay = replayActions(settings, initialState, rows, seed)
  const rowsOfNumbers = [...replay.observations, replay.rewards]
  if (rowsOfNumbers.flat().every(Number.isFinite)) return replay
  throw invalid(
    `initialState is ${JSON.stringify(initialState)}; it leads to numbers that are not finite in float32, use smaller ones`,
  )
}

function actionProblem(
  row: readonly number[],
  actionSpace: ReturnType<typeof describeEnvironment>['actionSpace'],
): string | null {
  if (actionSpace.kind === 'continuous') {
    return row.length === actionSpace.size ? null : `it must have ${actionSpace.size} numbers`
  }
  const last = actionSpace.labels.length - 1
  const [index] = row
  return row.length === 1 && Number.isInteger(index) && index! >= 0 && index! <= last
    ? null
    : `it must be a whole number from 0 to ${last}`
}

const invalid = (message: string) => new ApiError('invalid-params', message)
