/*
 * Elementary functions of four numbers at once, to 1e-6 and better. NaN goes in and comes out.
 *
 * Their constants lie in memory: V8 builds a constant vector anew at every use, in three
 * instructions, while a load is one.
 */

/** a·b + c: two roundings in the reproducible build, one where fused multiply-add is allowed. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

@inline
function number(table: usize, index: usize): v128 {
  return v128.load_splat<f32>(table + (index << 2))
}

/** Lower and upper bound; P and Q in turn, from their highest powers of x² down. */
const TANH = memory.data<f32>([
  -7.8, 7.8, 1.1635700502665713e-5, 2.526230673538521e-7, 0.0029698871076107025,
  0.00024135435523930937, 0.12943114340305328, 0.023892389610409737, 0.9999998807907104,
  0.4627635180950165, 1.0,
])

/**
 * Replaces `count` numbers (a multiple of 8) by their tanh: x·P(x²)/Q(x²), fitted on ±7.8 for the
 * least relative error (1.2e-7); beyond, tanh is 1 to 4e-7. The largest value is below 1. Two
 * vectors at a time share the constants and hide each other's latency.
 */
export function tanhInPlace(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += 32) {
    let c = number(TANH, 1)
    // A NaN stays: pmin and pmax keep their first argument when a comparison is false.
    let x = f32x4.pmin(v128.load(at), c)
    let y = f32x4.pmin(v128.load(at, 16), c)
    c = number(TANH, 0)
    x = f32x4.pmax(x, c)
    y = f32x4.pmax(y, c)
    const t = f32x4.mul(x, x)
    const u = f32x4.mul(y, y)
    c = number(TANH, 2)
    let d = number(TANH, 4)
    let p = multiplyAdd(t, c, d)
    let q = multiplyAdd(u, c, d)
    c = number(TANH, 3)
    d = number(TANH, 5)
    let r = multiplyAdd(t, c, d)
    let s = multiplyAdd(u, c, d)
    c = number(TANH, 6)
    p = multiplyAdd(p, t, c)
    q = multiplyAdd(q, u, c)
    c = number(TANH, 7)
    r = multiplyAdd(r, t, c)
    s = multiplyAdd(s, u, c)
    c = number(TANH, 8)
    p = multiplyAdd(p, t, c)
    q = multiplyAdd(q, u, c)
    c = number(TANH, 9)
    r = multiplyAdd(r, t, c)
    s = multiplyAdd(s, u, c)
    c = number(TANH, 10)
    r = multiplyAdd(r, t, c)
    s = multiplyAdd(s, u, c)
    v128.store(at, f32x4.div(f32x4.mul(x, p), r))
    v128.store(at, f32x4.div(f32x4.mul(y, q), s), 16)
  }
}

/** Bounds; 1/ln 2; ln 2 in two parts, of which n times the first is exact; 1/7!, 1/6!, … 1/2!, 1. */
const EXP = memory.data<f32>([
  -87.0, 88.0, 1.4426950408889634, 0.693359375, -0.00021219444005469057, 0.0001984126984126984,
  0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5, 1.0,
])
const EXPONENT_BIAS = memory.data<i32>([127])

/** 2ⁿ·eᶠ with |f| ≤ ln 2 / 2 and eᶠ by its Taylor series; exactly 0 below −87. */
@inline
export function exp4(x: v128): v128 {
  const vanishes = f32x4.lt(x, number(EXP, 0))
  x = f32x4.pmax(f32x4.pmin(x, number(EXP, 1)), number(EXP, 0))
  const n = f32x4.nearest(f32x4.mul(x, number(EXP, 2)))
  let f = f32x4.sub(x, f32x4.mul(n, number(EXP, 3)))
  f = f32x4.sub(f, f32x4.mul(n, number(EXP, 4)))
  let sum = multiplyAdd(f, number(EXP, 5), number(EXP, 6))
  sum = multiplyAdd(sum, f, number(EXP, 7))
  sum = multiplyAdd(sum, f, number(EXP, 8))
  sum = multiplyAdd(sum, f, number(EXP, 9))
  sum = multiplyAdd(sum, f, number(EXP, 10))
  sum = multiplyAdd(sum, f, number(EXP, 11))
  sum = multiplyAdd(sum, f, number(EXP, 11))
  const bias = v128.load_splat<i32>(EXPONENT_BIAS)
  const exponent = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), bias), 23)
  return v128.andnot(f32x4.mul(sum, exponent), vanishes)
}

/** ln 2; 1; 2/9, 2/7, 2/5, 2/3, 2. */
const LOG = memory.data<f32>([
  0.6931471805599453, 1.0, 0.2222222222222222, 0.2857142857142857, 0.4, 0.6666666666666666, 2.0,
])
/** √½ and the bits of a fraction. */
const LOG_BITS = memory.data<i32>([0x3f3504f3, 0x007fffff])

/** e·ln 2 + 2·artanh((m − 1)/(m + 1)) of x = m·2ᵉ, √½ ≤ m < √2, for positive normal x. */
@inline
export function log4(x: v128): v128 {
  // Counted from √½, the exponent's bits change there.
  const origin = v128.load_splat<i32>(LOG_BITS)
  const shifted = i32x4.sub(x, origin)
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23))
  const m = i32x4.add(v128.and(shifted, v128.load_splat<i32>(LOG_BITS + 4)), origin)
  const one = number(LOG, 1)
  const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one))
  const t = f32x4.mul(s, s)
  let sum = multiplyAdd(t, number(LOG, 2), number(LOG, 3))
  sum = multiplyAdd(sum, t, number(LOG, 4))
  sum = multiplyAdd(sum, t, number(LOG, 5))
  sum = multiplyAdd(sum, t, number(LOG, 6))
  const result = multiplyAdd(e, number(LOG, 0), f32x4.mul(s, sum))
  // Where x is NaN its bits mean nothing.
  return v128.bitselect(result, x, f32x4.eq(x, x))
}

/**
 * log(1 + x) of one number x ≥ 0. What rounding takes from 1 + x is made good by the factor x/((1 + x) − 1)
 * (Goldberg 1991, theorem 4).
 */
@inline
export function log1p(x: f32): f32 {
  const sum: f32 = <f32>1 + x
  if (sum == 1) return x
  return f32x4.extract_lane(log4(f32x4.splat(sum)), 0) * (x / (sum - <f32>1))
}

/** The sum of the four numbers, always in the same order. */
@inline
export function sumOf(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  )
}

@inline
export function largestOf(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  )
}

/** Replaces `count` numbers (a multiple of 4) by the larger of them and 0; NaN stays. */
export function reluInPlace(at: usize, count: i32): void {
  const zero = f32x4.splat(0)
  for (const end = at + (<usize>count << 2); at < end; at += 16) {
    v128.store(at, f32x4.pmax(v128.load(at), zero))
  }
}

export function expInPlace(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += 16) {
    v128.store(at, exp4(v128.load(at)))
  }
}

export function logInPlace(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += 16) {
    v128.store(at, log4(v128.load(at)))
  }
}
