import { formatCount } from '#shared/format-number.ts'
import type { StoppedRun, StoppedRuns } from '#shared/queue.ts'
import { useClient } from '#renderer/client.ts'
import { nameOfRuns } from './useMarks.ts'
import { useReport } from './useReport.ts'
import { useUndo } from './useUndo.ts'

/** Stops runs; a message offers to let them go on as if nothing had been. */
export function useStop() {
  const client = useClient()
  const { report } = useReport()
  const { offerUndo } = useUndo()

  /** `first` is what has to be done before they go on. */
  function tell(
    stopped: readonly StoppedRun[],
    name = nameOfRuns(stopped.map(({ runId }) => runId)),
    first: () => unknown = () => undefined,
  ): void {
    if (stopped.length === 0) return
    const isOne = stopped.length === 1
    offerUndo({
      title: `${name} stopped`,
      icon: 'i-lucide-square',
      description: isOne ? 'What it learned is kept.' : 'What they learned is kept.',
      failure: `${name} could not go on`,
      async undo() {
        await first()
        await client.call('runs.undoStop', { stopped: [...stopped] })
      },
    })
  }

  async function stop(ask: () => Promise<StoppedRuns>): Promise<void> {
    try {
      const { stopped, refused } = await ask()
      tell(stopped)
      const [one, ...others] = refused
      if (!one) return
      const more = others.length > 0 ? `, and ${formatCount(others.length)} more` : ''
      report(
        `${nameOfRuns(refused.map(({ runId }) => runId))} could not be stopped`,
        new Error(one.reason + more),
      )
    } catch (error) {
      report('The runs could not be stopped', error)
    }
  }

  return {
    tell,
    stopRuns: (runIds: readonly number[]) =>
      stop(() => client.call('runs.stopAll', { runIds: [...runIds] })),
    /** All that train or wait. */
    stopQueue: () => stop(() => client.call('queue.stopAll', undefined)),
  }
}
