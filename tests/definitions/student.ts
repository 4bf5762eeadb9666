/* Student's t by integration of its density, which shares nothing with the series of the product. */

/** By the double exponential rule (Takahasi & Mori 1974), which forgives what `f` does at its ends. */
function integrate(f: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / 2
  const step = 1 / 32
  let sum = 0
  for (let k = -128; k <= 128; k++) {
    const u = (Math.PI / 2) * Math.sinh(k * step)
    const weight = (Math.PI / 2) * (Math.cosh(k * step) / Math.cosh(u) ** 2)
    if (weight > 0) sum += weight * f(from + half * (1 + Math.tanh(u)))
  }
  return sum * step * half
}

/** P(|T| ≥ |t|): with T = √ν cot θ the density is proportional to sin^(ν−1) θ. */
export function twoSidedP(t: number, freedom: number): number {
  const density = (angle: number) => Math.sin(angle) ** (freedom - 1)
  const beyond = integrate(density, 0, Math.atan2(Math.sqrt(freedom), Math.abs(t)))
  return beyond / integrate(density, 0, Math.PI / 2)
}

/** Finds where a decreasing function crosses a level. */
export function crossing(f: (x: number) => number, level: number, from: number, to: number) {
  let [low, high] = [from, to]
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (f(middle) > level) low = middle
    else high = middle
  }
  return (low + high) / 2
}

export const criticalT = (freedom: number, alpha = 0.05): number =>
  crossing((t) => twoSidedP(t, freedom), alpha, 0, 1000)

const normalDensity = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)
const normalCdf = (x: number) => 0.5 + Math.sign(x) * integrate(normalDensity, 0, Math.abs(x))

/** P(|T| > t_crit) of T = (Z + δ)/W with W = √(χ²_ν/ν). */
export function powerOf(noncentrality: number, freedom: number): number {
  const t = criticalT(freedom)
  const density = (w: number) => w ** (freedom - 1) * Math.exp((-freedom * (w * w - 1)) / 2)
  const inside = (w: number) =>
    density(w) * (normalCdf(t * w - noncentrality) - normalCdf(-t * w - noncentrality))
  const most = 1 + 12 / Math.sqrt(freedom)
  return 1 - integrate(inside, 0, most) / integrate(density, 0, most)
}
