import type { Evaluation, EvaluationRequest } from '#shared/evaluation.ts'
import type { PolicyMap, PolicyMapRequest } from '#shared/policy-map.ts'
import type { RecordedEpisode } from '#shared/recorded-episode.ts'
import { createOnceAtATime } from './once-at-a-time.ts'
import type { RunsOfProcess } from './own-run.ts'
import type { Player } from './player.ts'
import { noPolicy } from './refusals.ts'
import { summarizeEvaluation } from './summarize-evaluation.ts'

/** Answers what viewers ask about the policies of runs. */
export function createRunPolicies(
  { store, own }: Pick<RunsOfProcess, 'store' | 'own'>,
  player: Player,
) {
  const onceAtATime = createOnceAtATime<RecordedEpisode>()

  /** Plays an episode of the policy in training, or of the last one stored. */
  const playEpisode = (runId: number, start: number | null): Promise<RecordedEpisode> =>
    onceAtATime(`${runId} ${start}`, async () => {
      const { run, checkpoint } = await currentPolicy(runId)
      return player.play(run, checkpoint, start)
    })

  async function mapPolicy(request: PolicyMapRequest): Promise<PolicyMap> {
    const { run, checkpoint } = await currentPolicy(request.runId)
    return player.map(run, checkpoint, request)
  }

  /** Returns the policy in training, or the last one stored; refuses if there is none. */
  async function currentPolicy(runId: number) {
    // A run that is just ending has stored its policy by then.
    const live = await own
      .get(runId)
      ?.training?.policy()
      .catch(() => null)
    return live ? { run: store.runs.get(runId), checkpoint: live } : storedPolicy(runId)
  }

  /** Evaluates the last policy stored. */
  async function evaluate(request: EvaluationRequest): Promise<Evaluation> {
    const { run, checkpoint } = storedPolicy(request.runId)
    const episodes = await player.evaluate(run, checkpoint, request)
    return summarizeEvaluation(request, run, checkpoint.update, episodes)
  }

  /** Returns the last policy stored of a run; refuses if there is none. */
  function storedPolicy(runId: number) {
    const run = store.runs.get(runId)
    const checkpoint = store.checkpoints.get(runId)
    if (!checkpoint) throw noPolicy(run)
    return { run, checkpoint }
  }

  return { playEpisode, mapPolicy, evaluate, storedPolicy }
}
