import type { Events, Handlers, MethodName } from '#shared/api.ts'
import type { Recording } from '#shared/recording.ts'
import type { Store } from '#main/store/store.ts'

/** What answers the methods of kept episodes. */
export type RecordingHandlers = Pick<Handlers, Extract<MethodName, `recordings.${string}`>>

/** Stores what was asked for, then tells every client of whose run it was. */
export function recordingHandlers(
  store: Store,
  publish: (event: 'recordings.changed', data: Events['recordings.changed']) => void,
): RecordingHandlers {
  const now = () => new Date().toISOString()
  function changed(recording: Recording): Recording {
    publish('recordings.changed', { runId: recording.runId })
    return recording
  }
  return {
    'recordings.list': ({ runId }) => store.recordings.list(runId),
    'recordings.get': ({ recordingId }) => store.recordings.episode(recordingId),
    'recordings.keep': ({ name, episode }) => {
      store.runs.get(episode.runId)
      return changed(store.recordings.keep(name, episode, now()))
    },
    'recordings.rename': ({ recordingId, name }) =>
      changed(store.recordings.rename(recordingId, name)),
    'recordings.delete': ({ recordingId }) => changed(store.recordings.remove(recordingId, now())),
    'recordings.restore': ({ recordingId }) => changed(store.recordings.restore(recordingId)),
  }
}
