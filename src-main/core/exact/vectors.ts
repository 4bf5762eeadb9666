type Vector = Float32Array | Float64Array

export function dot(a: Vector, b: Vector): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

export const norm = (vector: Vector): number => Math.sqrt(dot(vector, vector))

/** Of the angle between two vectors; null where one is 0: there is no angle. */
export function cosine(a: Vector, b: Vector): number | null {
  const lengths = norm(a) * norm(b)
  return lengths > 0 ? dot(a, b) / lengths : null
}
