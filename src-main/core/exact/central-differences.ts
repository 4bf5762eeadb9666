/** Near the best in float64: the cube root of its precision. */
const DIFFERENCE = 1e-5

/** The gradient of `objective` by central differences (f(θ + hᵢ) − f(θ − hᵢ))/2h: slow and unassuming. */
export function centralDifferences(
  objective: (parameters: Float64Array) => number,
  parameters: Float64Array,
): Float64Array {
  const moved = parameters.slice()
  return parameters.map((value, i) => {
    moved[i] = value + DIFFERENCE
    const above = objective(moved)
    moved[i] = value - DIFFERENCE
    const below = objective(moved)
    moved[i] = value
    return (above - below) / (2 * DIFFERENCE)
  })
}
