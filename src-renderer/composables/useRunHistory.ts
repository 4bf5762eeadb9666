import type { RunHistory } from '#shared/run-history.ts'
import type { Run } from '#shared/run.ts'
import { useClient } from '#renderer/client.ts'
import { useAnswer, type LiveAnswer } from './useAnswer.ts'

/** What trained a run and what happened to it, asked for again as something happens. */
export function useRunHistory(run: () => Run): LiveAnswer<RunHistory> {
  const client = useClient()
  return useAnswer(
    () => ({ runId: run().id }),
    (question) => client.call('runs.history', question),
    () => {
      const { status, engine, tags, progress } = run()
      return [status, engine, progress.solvedAt?.episode, ...tags].join()
    },
  )
}
