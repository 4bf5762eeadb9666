/* Polynomials in a standard normal ε, as arrays of coefficients: their moments are exact. */

/** c₀ + c₁ε + c₂ε² + … */
export type Polynomial = readonly number[]

export const product = (p: Polynomial, q: Polynomial): Polynomial => {
  const result = new Array<number>(p.length + q.length - 1).fill(0)
  p.forEach((a, i) => q.forEach((b, j) => (result[i + j] = result[i + j]! + a * b)))
  return result
}

/** E[p(ε)]: E[ε^k] is 0 for odd k and (k − 1)·(k − 3)·…·1 for even k. */
export function expected(p: Polynomial): number {
  let moment = 1
  let sum = 0
  for (let k = 0; k < p.length; k += 2) {
    if (k > 0) moment *= k - 1
    sum += p[k]! * moment
  }
  return sum
}
