import { multiplyAdd, sumOf } from './math'

/** Floating-point operations of one turn of `peak`. */
export function peakOperations(): i32 {
  return ASC_FEATURE_RELAXED_SIMD ? 96 : 56
}

/**
 * The most multiplications and additions this build's instructions reach: nothing but registers,
 * and enough independent chains to fill the pipelines.
 */
export function peak(turns: i32, factor: f32): f32 {
  // An argument: a constant would be built anew at every use.
  const a = f32x4.splat(factor)
  let s0 = f32x4.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  let s4 = s0
  let s5 = s0
  let s6 = s0
  let u0 = f32x4.splat(1)
  let u1 = f32x4.splat(1.1)
  let u2 = f32x4.splat(1.2)
  let u3 = f32x4.splat(1.3)
  let u4 = f32x4.splat(1.4)
  let u5 = f32x4.splat(1.5)
  let u6 = f32x4.splat(1.6)
  if (ASC_FEATURE_RELAXED_SIMD) {
    for (let i = 0; i < turns; i++) {
      s0 = multiplyAdd(s0, a, a)
      s1 = multiplyAdd(s1, a, a)
      s2 = multiplyAdd(s2, a, a)
      s3 = multiplyAdd(s3, a, a)
      s4 = multiplyAdd(s4, a, a)
      s5 = multiplyAdd(s5, a, a)
      s6 = multiplyAdd(s6, a, a)
      u1 = multiplyAdd(u1, a, a)
      u2 = multiplyAdd(u2, a, a)
      u3 = multiplyAdd(u3, a, a)
      u4 = multiplyAdd(u4, a, a)
      u5 = multiplyAdd(u5, a, a)
    }
  } else {
    for (let i = 0; i < turns; i++) {
      u0 = f32x4.mul(u0, a)
      s0 = f32x4.add(s0, u0)
      u1 = f32x4.mul(u1, a)
      s1 = f32x4.add(s1, u1)
      u2 = f32x4.mul(u2, a)
      s2 = f32x4.add(s2, u2)
      u3 = f32x4.mul(u3, a)
      s3 = f32x4.add(s3, u3)
      u4 = f32x4.mul(u4, a)
      s4 = f32x4.add(s4, u4)
      u5 = f32x4.mul(u5, a)
      s5 = f32x4.add(s5, u5)
      u6 = f32x4.mul(u6, a)
      s6 = f32x4.add(s6, u6)
    }
  }
  let s = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))
  s = f32x4.add(s, f32x4.add(f32x4.add(s4, s5), f32x4.add(s6, u6)))
  s = f32x4.add(s, f32x4.add(f32x4.add(u1, u2), f32x4.add(u3, f32x4.add(u4, u5))))
  return sumOf(s)
}
