/** Who asks for the same while it is being worked on gets the same answer. */
export function createOnceAtATime<Answer>() {
  const pending = new Map<string, Promise<Answer>>()
  return (what: string, work: () => Promise<Answer>): Promise<Answer> => {
    const begun = pending.get(what)
    if (begun) return begun
    const answer = work().finally(() => pending.delete(what))
    pending.set(what, answer)
    return answer
  }
}
