interface SlotOptions {
  /** How many tasks run at once. */
  readonly atOnce: number
  /** How many tasks may wait for their turn. */
  readonly mostWaiting: number
}

/** Begins a task; resolves when it has ended. */
type Begin = () => Promise<unknown>

/** Runs a few tasks at once, while the others wait in the order they came. */
export function createSlots({ atOnce, mostWaiting }: SlotOptions) {
  const waiting: Begin[] = []
  let busy = 0

  function fill(): void {
    while (busy < atOnce) {
      const begin = waiting.shift()
      if (!begin) return
      busy += 1
      const over = () => {
        busy -= 1
        fill()
      }
      void begin().then(over, over)
    }
  }

  return {
    isFull: (): boolean => waiting.length >= mostWaiting,
    enter(begin: Begin): void {
      waiting.push(begin)
      fill()
    },
    /** Removes a task from the waiting ones. Returns whether it was still waiting. */
    leave(begin: Begin): boolean {
      const place = waiting.indexOf(begin)
      if (place >= 0) waiting.splice(place, 1)
      return place >= 0
    },
  }
}
