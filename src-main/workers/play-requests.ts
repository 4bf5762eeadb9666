import type { MessagePort } from 'node:worker_threads'
import type { Engine } from '#core/engines/engine.ts'
import { playEpisode } from '#core/play-episode.ts'
import { networkShape } from '#core/policies/policy.ts'
import type { PlayerCommand, PlayRequest, WorkerMessage } from './protocol.ts'

/** Plays episodes of stored policies, one request after another, until told to stop. */
export function playRequests(port: MessagePort, engine: Engine): void {
  let played = 0

  function play({ runId, config, checkpoint, requestId }: PlayRequest): WorkerMessage {
    const network = engine.createPolicyNetwork(networkShape(config))
    network.parameters.set(checkpoint.parameters)
    network.parametersChanged()
    const playing = playEpisode(config, network, played++)
    let next = playing.next()
    while (!next.done) next = playing.next()
    network.dispose()
    return {
      kind: 'played',
      requestId,
      episode: { runId, update: checkpoint.update, ...next.value },
    }
  }

  port.on('message', (command: PlayerCommand) => {
    if (command.kind === 'stop') port.close()
    else port.postMessage(play(command))
  })
}
