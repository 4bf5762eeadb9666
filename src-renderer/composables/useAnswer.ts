import { onScopeDispose, reactive, shallowRef, watch } from 'vue'
import { useClient } from '#renderer/client.ts'
import { messageOf } from '#renderer/format/message-of.ts'
import { createPaced, type Pace } from './paced.ts'

/** Answers take work beside the data: they come seldom enough that it stays mostly free. */
const PACE = { intervalMs: 1000, ratio: 10 }

interface Options {
  /** Names what the question is about, apart from its parts. */
  readonly subject?: () => string
  readonly pace?: Pace
}

/** What the backend said to the question as it stands; null until it has. */
export interface LiveAnswer<Answer> {
  readonly answer: Answer | null
  readonly error: string | null
  reload(): void
}

/**
 * The answer to a question, asked again when `change` says another thing: then the old answer stays
 * until the new one is there. It stays too where only a part of the question changes that `subject`
 * does not name. A null question has none.
 */
export function useAnswer<Question, Answer>(
  question: () => Question | null,
  ask: (question: Question) => Promise<Answer>,
  change: () => unknown,
  { subject, pace = PACE }: Options = {},
): LiveAnswer<Answer> {
  const answer = shallowRef<Answer | null>(null)
  const error = shallowRef<string | null>(null)
  const text = () => JSON.stringify(question())

  const loading = createPaced(async () => {
    const asked = question()
    const askedText = text()
    if (asked === null) return
    try {
      const found = await ask(asked)
      if (askedText !== text()) return
      answer.value = found
      error.value = null
    } catch (failure) {
      if (askedText === text()) error.value = messageOf(failure)
    }
  }, pace)

  let shown: string | undefined
  watch(
    text,
    () => {
      const now = subject?.()
      if (now === undefined || now !== shown) answer.value = null
      shown = now
      error.value = null
      loading.askNow()
    },
    { immediate: true },
  )
  watch(change, () => loading.ask())
  const stopListening = useClient().onReconnect(() => loading.ask())
  onScopeDispose(() => {
    stopListening()
    loading.stop()
  })
  return reactive({ answer, error, reload: loading.askNow }) as LiveAnswer<Answer>
}
