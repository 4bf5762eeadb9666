interface SlotOptions {
  /** How many tasks are at work at once. */
  readonly atOnce: number
  /** How many may wait for their turn. */
  readonly mostWaiting: number
}

/** Begins a task; resolves when it is over. */
type Begin = () => Promise<unknown>

/** Lets some tasks work at once, while the others wait in the order they came. */
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
    /** Takes a task out of those that wait. Returns whether it still did. */
    leave(begin: Begin): boolean {
      const place = waiting.indexOf(begin)
      if (place >= 0) waiting.splice(place, 1)
      return place >= 0
    },
  }
}
