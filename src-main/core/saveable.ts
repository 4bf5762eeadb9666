/**
 * Something whose state can be taken out and given back, bit for bit. A saved state is a plain value
 * that structured clone can copy; later steps of the original do not change it.
 */
export interface Saveable<State> {
  save(): State
  restore(state: State): void
}
