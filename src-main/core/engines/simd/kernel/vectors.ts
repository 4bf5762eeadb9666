/* Work on all parameters at once; `count` may be any number. */

/** Σ x², in float64. */
export function squaredNorm(x: usize, count: i32): f64 {
  let sums = f64x2.splat(0)
  let others = f64x2.splat(0)
  const whole = x + (<usize>(count & ~3) << 2)
  const end = x + (<usize>count << 2)
  for (; x < whole; x += 16) {
    const first = f64x2.promote_low_f32x4(v128.load64_zero(x))
    const second = f64x2.promote_low_f32x4(v128.load64_zero(x, 8))
    sums = f64x2.add(sums, f64x2.mul(first, first))
    others = f64x2.add(others, f64x2.mul(second, second))
  }
  sums = f64x2.add(sums, others)
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1)
  for (; x < end; x += 4) sum += <f64>load<f32>(x) * <f64>load<f32>(x)
  return sum
}

/**
 * One ascending step of Adam; `rate` is α/(1 − β₁ᵗ), `correction` 1/(1 − β₂ᵗ). Works on whole vectors:
 * up to 3 numbers after the last, which belong to no one, change too.
 */
export function adamStep(
  parameters: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  count: i32,
  rate: f32,
  correction: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const b1 = f32x4.splat(beta1)
  const b2 = f32x4.splat(beta2)
  const c1 = f32x4.splat(1 - beta1)
  const c2 = f32x4.splat(1 - beta2)
  const alpha = f32x4.splat(rate)
  const unbias = f32x4.splat(correction)
  const floor = f32x4.splat(epsilon)
  for (const end = parameters + (<usize>count << 2); parameters < end; parameters += 16) {
    const g = v128.load(gradient)
    const m = f32x4.add(f32x4.mul(b1, v128.load(mean)), f32x4.mul(c1, g))
    const s = f32x4.add(f32x4.mul(b2, v128.load(square)), f32x4.mul(f32x4.mul(c2, g), g))
    v128.store(mean, m)
    v128.store(square, s)
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(s, unbias)), floor)
    v128.store(parameters, f32x4.add(v128.load(parameters), f32x4.div(f32x4.mul(alpha, m), root)))
    gradient += 16
    mean += 16
    square += 16
  }
}
