import { multiplyAdd } from './math'

/*
 * Sums over rows, for the gradients of weights and biases: in tiles of 4 inputs and 8 outputs, each
 * summed in registers from the first row to the last, then added to memory. Strides are in bytes.
 *
 * A sum ends in one of two ways. Without `total` it is added to g. With it, it is what is left of the
 * gradient of a trajectory: with what g has of the trajectory's earlier rows (`isLater`; g is 0 again
 * afterwards) it is added to the total, which lies `total` bytes after g, and its squares to `squares`.
 */

/** g += xᵀ·d over `rows` rows: x has `inputs` columns, d `outputs`, both multiples of 4. */
export function addProducts(
  x: usize,
  xStride: usize,
  inputs: i32,
  d: usize,
  dStride: usize,
  outputs: i32,
  g: usize,
  rows: i32,
  total: usize,
  isLater: bool,
  squares: usize,
): void {
  const gStride = <usize>outputs << 2
  let input = 0
  if (outputs == 4) {
    for (; input + 8 <= inputs; input += 8) {
      addTallProducts(x, xStride, d, dStride, g, rows, total, isLater, squares)
      x += 32
      g += 128
    }
  }
  for (; input < inputs; input += 4) {
    let dColumn = d
    let gAt = g
    let output = 0
    for (; output + 8 <= outputs; output += 8) {
      let a0 = f32x4.splat(0)
      let a1 = a0
      let b0 = a0
      let b1 = a0
      let c0 = a0
      let c1 = a0
      let d0 = a0
      let d1 = a0
      let p = x
      let q = dColumn
      for (let row = 0; row < rows; row++) {
        const w0 = v128.load(q)
        const w1 = v128.load(q, 16)
        let e = v128.load_splat<f32>(p)
        a0 = multiplyAdd(e, w0, a0)
        a1 = multiplyAdd(e, w1, a1)
        e = v128.load_splat<f32>(p, 4)
        b0 = multiplyAdd(e, w0, b0)
        b1 = multiplyAdd(e, w1, b1)
        e = v128.load_splat<f32>(p, 8)
        c0 = multiplyAdd(e, w0, c0)
        c1 = multiplyAdd(e, w1, c1)
        e = v128.load_splat<f32>(p, 12)
        d0 = multiplyAdd(e, w0, d0)
        d1 = multiplyAdd(e, w1, d1)
        p += xStride
        q += dStride
      }
      const at = gAt
      const bt = at + gStride
      const ct = bt + gStride
      const dt = ct + gStride
      if (total == 0) {
        addPair(at, a0, a1)
        addPair(bt, b0, b1)
        addPair(ct, c0, c1)
        addPair(dt, d0, d1)
      } else {
        if (isLater) {
          a0 = takeWith(at, a0)
          a1 = takeWith(at + 16, a1)
          b0 = takeWith(bt, b0)
          b1 = takeWith(bt + 16, b1)
          c0 = takeWith(ct, c0)
          c1 = takeWith(ct + 16, c1)
          d0 = takeWith(dt, d0)
          d1 = takeWith(dt + 16, d1)
        }
        addPair(at + total, a0, a1)
        addPair(bt + total, b0, b1)
        addPair(ct + total, c0, c1)
        addPair(dt + total, d0, d1)
        let sum = squaresOf(a0, a1)
        sum = f64x2.add(sum, squaresOf(b0, b1))
        sum = f64x2.add(sum, squaresOf(c0, c1))
        sum = f64x2.add(sum, squaresOf(d0, d1))
        addSquares(squares, sum)
      }
      dColumn += 32
      gAt += 32
    }
    if (output < outputs) {
      addNarrowProducts(x, xStride, dColumn, dStride, gAt, gStride, rows, total, isLater, squares)
    }
    x += 16
    g += gStride << 2
  }
}

@inline
function addVector(at: usize, sum: v128): void {
  v128.store(at, f32x4.add(v128.load(at), sum))
}

@inline
function addPair(at: usize, first: v128, second: v128): void {
  addVector(at, first)
  addVector(at + 16, second)
}

/** The sum with what memory holds, which is 0 afterwards. */
@inline
function takeWith(at: usize, sum: v128): v128 {
  const whole = f32x4.add(v128.load(at), sum)
  v128.store(at, f32x4.splat(0))
  return whole
}

/** Squares four numbers in float64, where they neither vanish nor overflow, and adds them up in two lanes. */
@inline
function squares4(x: v128): v128 {
  const low = f64x2.promote_low_f32x4(x)
  const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3))
  return f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high))
}

@inline
function squaresOf(a: v128, b: v128): v128 {
  return f64x2.add(squares4(a), squares4(b))
}

/** Adds two lanes of sums to memory. */
@inline
function addSquares(at: usize, squares: v128): void {
  v128.store(at, f64x2.add(v128.load(at), squares))
}

/** Two tiles of `addProducts` at once, of 8 inputs and all 4 outputs: four sums alone would wait for one another. */
function addTallProducts(
  x: usize,
  xStride: usize,
  d: usize,
  dStride: usize,
  g: usize,
  rows: i32,
  total: usize,
  isLater: bool,
  squares: usize,
): void {
  let a0 = f32x4.splat(0)
  let b0 = a0
  let c0 = a0
  let d0 = a0
  let a1 = a0
  let b1 = a0
  let c1 = a0
  let d1 = a0
  for (let row = 0; row < rows; row++) {
    const w = v128.load(d)
    a0 = multiplyAdd(v128.load_splat<f32>(x), w, a0)
    b0 = multiplyAdd(v128.load_splat<f32>(x, 4), w, b0)
    c0 = multiplyAdd(v128.load_splat<f32>(x, 8), w, c0)
    d0 = multiplyAdd(v128.load_splat<f32>(x, 12), w, d0)
    a1 = multiplyAdd(v128.load_splat<f32>(x, 16), w, a1)
    b1 = multiplyAdd(v128.load_splat<f32>(x, 20), w, b1)
    c1 = multiplyAdd(v128.load_splat<f32>(x, 24), w, c1)
    d1 = multiplyAdd(v128.load_splat<f32>(x, 28), w, d1)
    x += xStride
    d += dStride
  }
  addTile(g, 16, a0, b0, c0, d0, total, isLater, squares)
  addTile(g + 64, 16, a1, b1, c1, d1, total, isLater, squares)
}

/** Ends a tile of 4 inputs and 4 outputs. */
@inline
function addTile(
  g: usize,
  gStride: usize,
  a: v128,
  b: v128,
  c: v128,
  e: v128,
  total: usize,
  isLater: bool,
  squares: usize,
): void {
  const bt = g + gStride
  const ct = bt + gStride
  const et = ct + gStride
  if (total != 0) {
    if (isLater) {
      a = takeWith(g, a)
      b = takeWith(bt, b)
      c = takeWith(ct, c)
      e = takeWith(et, e)
    }
    addSquares(squares, f64x2.add(squaresOf(a, b), squaresOf(c, e)))
  }
  addVector(g + total, a)
  addVector(bt + total, b)
  addVector(ct + total, c)
  addVector(et + total, e)
}

/** One tile of `addProducts` of 4 inputs and the last 4 outputs. */
function addNarrowProducts(
  x: usize,
  xStride: usize,
  d: usize,
  dStride: usize,
  g: usize,
  gStride: usize,
  rows: i32,
  total: usize,
  isLater: bool,
  squares: usize,
): void {
  let a = f32x4.splat(0)
  let b = a
  let c = a
  let e = a
  for (let row = 0; row < rows; row++) {
    const w0 = v128.load(d)
    a = multiplyAdd(v128.load_splat<f32>(x), w0, a)
    b = multiplyAdd(v128.load_splat<f32>(x, 4), w0, b)
    c = multiplyAdd(v128.load_splat<f32>(x, 8), w0, c)
    e = multiplyAdd(v128.load_splat<f32>(x, 12), w0, e)
    x += xStride
    d += dStride
  }
  addTile(g, gStride, a, b, c, e, total, isLater, squares)
}

/** g += the sum of d's rows. */
export function addRows(
  d: usize,
  outputs: i32,
  g: usize,
  rows: i32,
  total: usize,
  isLater: bool,
  squares: usize,
): void {
  const stride = <usize>outputs << 2
  for (let output = 0; output < outputs; output += 4) {
    let sum = f32x4.splat(0)
    let at = d
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, v128.load(at))
      at += stride
    }
    if (total != 0) {
      if (isLater) sum = takeWith(g, sum)
      addSquares(squares, squares4(sum))
    }
    addVector(g + total, sum)
    d += 16
    g += 16
  }
}
