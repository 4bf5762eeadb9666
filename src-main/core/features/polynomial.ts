import type { Features } from './features.ts'

/**
 * All monomials Π_j o_j^{e_j} with total degree 1 … n, by degree and within one by their variables:
 * o₁, o₂, o₁², o₁o₂, o₂². Each is a monomial of one degree less times a variable.
 */
export function createPolynomial(variables: number, degree: number): Features {
  /** Of each monomial: the one it extends (−1: the constant) and the variable it adds. */
  const parents: number[] = []
  const added: number[] = []
  let from = -1
  let to = 0
  for (let d = 1; d <= degree; d++) {
    for (let parent = from; parent < to; parent++) {
      // Variables in ascending order, so that o₁o₂ is made once.
      for (let variable = added[parent] ?? 0; variable < variables; variable++) {
        parents.push(parent)
        added.push(variable)
      }
    }
    from = Math.max(0, to)
    to = parents.length
  }
  const size = parents.length
  const [parentOf, variableOf] = [Int32Array.from(parents), Int32Array.from(added)]
  return {
    size,
    write(observation, into, at) {
      for (let i = 0; i < size; i++) {
        const parent = parentOf[i]!
        const value = observation[variableOf[i]!]!
        into[at + i] = parent < 0 ? value : into[at + parent]! * value
      }
    },
  }
}
