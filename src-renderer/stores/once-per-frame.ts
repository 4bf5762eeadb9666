/** A function that asks for `run` to be called at the next animation frame, once however often it is asked. */
export function oncePerFrame(run: () => void): () => void {
  let isPlanned = false
  return () => {
    if (isPlanned) return
    isPlanned = true
    requestAnimationFrame(() => {
      isPlanned = false
      run()
    })
  }
}
