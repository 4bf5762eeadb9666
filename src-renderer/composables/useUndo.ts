import { useToast } from '@nuxt/ui/composables'
import { useUndoStore, type UndoableChange } from '#renderer/stores/undo.ts'
import { useReport } from './useReport.ts'

const look = { color: 'neutral', variant: 'outline' } as const

/** Where each change is told, by whichever component made it. */
const messages = new WeakMap<UndoableChange, string | number>()

interface Message {
  readonly title: string
  readonly icon: string
  readonly description?: string
  /** What can be done about it. */
  readonly actions?: readonly { readonly label: string; readonly onClick: () => unknown }[]
}

/** Tells of a change and offers to take it back: in a message for a while, by a key for as long as the window is open. */
export function useUndo() {
  const store = useUndoStore()
  const toast = useToast()
  const { report } = useReport()

  async function takeBack(change: UndoableChange): Promise<boolean> {
    if (!store.take(change)) return false
    try {
      await change.undo()
      return true
    } catch (error) {
      report(change.failure, error)
      return false
    }
  }

  /** Without an offer. */
  const tell = ({ actions = [], ...message }: Message, duration = 10_000) =>
    toast.add({
      ...{ ...message, color: 'neutral', duration },
      actions: actions.map(({ onClick, ...action }) => ({
        ...{ ...look, ...action },
        onClick: () => void onClick(),
      })),
    })

  function offerUndo(change: UndoableChange & Message): void {
    const { title, icon, description = '', actions = [] } = change
    store.add(change)
    const undo = { label: 'Undo', onClick: () => takeBack(change) }
    messages.set(change, tell({ title, icon, description, actions: [...actions, undo] }).id)
  }

  /** By a key: the message of the change may be gone, so that its end is told. */
  async function undoLast(): Promise<void> {
    const change = store.last
    if (!change) return
    const id = messages.get(change)
    if (id !== undefined) toast.remove(id)
    if (!(await takeBack(change))) return
    tell({ title: `Undone: ${change.title}`, icon: 'i-lucide-undo-2' }, 4000)
  }
  return { tell, offerUndo, undoLast }
}
