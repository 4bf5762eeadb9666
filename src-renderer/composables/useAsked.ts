import { onScopeDispose, reactive, shallowRef, watch } from 'vue'
import { messageOf } from '#renderer/format/message-of.ts'

/** What was answered last; asked once for every subject, and again on demand. */
export function useAsked<Subject, Answer>(
  subject: () => Subject,
  request: (subject: Subject) => Promise<Answer>,
) {
  const answer = shallowRef<Answer | null>(null)
  const failure = shallowRef<string | null>(null)
  let latest = 0

  async function ask(): Promise<void> {
    const own = ++latest
    failure.value = null
    try {
      const found = await request(subject())
      if (own === latest) answer.value = found
    } catch (error) {
      if (own === latest) failure.value = messageOf(error)
    }
  }
  watch(
    subject,
    () => {
      answer.value = null
      void ask()
    },
    { immediate: true },
  )
  onScopeDispose(() => latest++)
  return reactive({ answer, failure, ask })
}
