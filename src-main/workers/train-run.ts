import { once } from 'node:events'
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import { createCrew } from '#core/crew.ts'
import type { Engine } from '#core/engines/engine.ts'
import { train } from '#core/train.ts'
import { createTraining } from '#core/training.ts'
import { createLiveMapper } from './live-mapper.ts'
import { createLiveViewer } from './live-viewer.ts'
import { createOutbox } from './outbox.ts'
import type { TrainingCommand, TrainingOutcome, TrainJob, WorkerMessage } from './protocol.ts'
import { createStopwatch } from './stopwatch.ts'
import { createThreadedCrew } from './threaded-crew.ts'

/** How often training looks for commands; a stop waits this long and one tick. */
const LISTEN_EVERY_MS = 10

/** Trains one run to its end, telling the manager as it goes and hearing its commands. */
export async function trainRun(
  { runId, config, helpers }: TrainJob,
  port: MessagePort,
  engine: Engine,
): Promise<void> {
  const say = (message: WorkerMessage) => port.postMessage(message)
  const training = createTraining(config, engine, (options) =>
    helpers.length === 0 ? createCrew(options) : createThreadedCrew(options, helpers),
  )
  const stopwatch = createStopwatch()
  const outbox = createOutbox(training, stopwatch, (batch) => say({ kind: 'batch', batch }))
  const viewer = createLiveViewer({ runId, config, engine, training }, (requestId, episode) =>
    say({ kind: 'played', requestId, episode }),
  )
  const mapper = createLiveMapper({ config, engine, training }, (requestId, map) =>
    say({ kind: 'mapped', requestId, map }),
  )

  function obey(command: TrainingCommand): void {
    switch (command.kind) {
      case 'play':
        return viewer.request(command.requestId, command.start)
      case 'map':
        return mapper.request(command.requestId, command.request)
      case 'pause':
        outbox.flush()
        return stopwatch.pause()
      case 'resume':
        return stopwatch.resume()
    }
  }

  const isIdle = () => stopwatch.isPaused() && !viewer.isBusy() && !mapper.isBusy()

  /** Trains until the run ends, the manager has something to say, or it is time to listen. */
  async function run(): Promise<TrainingOutcome> {
    const events = train(config, training)
    let listenedAt = 0
    for (;;) {
      if (stopwatch.isPaused() || performance.now() - listenedAt >= LISTEN_EVERY_MS) {
        for (const command of await receive(port, isIdle())) {
          if (command.kind === 'stop') return { kind: 'stopped' }
          obey(command)
        }
        viewer.playForAWhile()
        mapper.mapForAWhile()
        listenedAt = performance.now()
        if (stopwatch.isPaused()) continue
      }
      const next = events.next()
      if (next.done) return next.value
      outbox.add(next.value)
    }
  }

  say({ kind: 'started', engine: engine.name })
  const outcome = await run()
  outbox.flushAll()
  say({ kind: 'ended', outcome, metricsHash: outbox.metricsHash() })
}

/** Commands that have arrived. Training never waits for one; a paused run, with `wait`, does. */
async function receive(port: MessagePort, wait: boolean): Promise<TrainingCommand[]> {
  const commands: TrainingCommand[] = []
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    commands.push(next.message as TrainingCommand)
  }
  if (commands.length > 0 || !wait) return commands
  const [message] = (await once(port, 'message')) as [TrainingCommand]
  return [message]
}
