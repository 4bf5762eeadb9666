import { multiplyAdd } from './math'

/*
 * Sums over rows, for the gradients of weights and biases: in tiles of 4 inputs and 8 outputs, each
 * summed in registers from the first row to the last, then added to memory. Strides are in bytes.
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
): void {
  const gStride = <usize>outputs << 2
  for (let input = 0; input < inputs; input += 4) {
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
      addTo(gAt, a0, a1)
      let at = gAt + gStride
      addTo(at, b0, b1)
      at += gStride
      addTo(at, c0, c1)
      at += gStride
      addTo(at, d0, d1)
      dColumn += 32
      gAt += 32
    }
    if (output < outputs) addNarrowProducts(x, xStride, dColumn, dStride, gAt, gStride, rows)
    x += 16
    g += gStride << 2
  }
}

@inline
function addVector(at: usize, sum: v128): void {
  v128.store(at, f32x4.add(v128.load(at), sum))
}

@inline
function addTo(at: usize, first: v128, second: v128): void {
  addVector(at, first)
  addVector(at + 16, second)
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
  addVector(g, a)
  addVector(g + gStride, b)
  addVector(g + gStride * 2, c)
  addVector(g + gStride * 3, e)
}

/** g += the sum of d's rows. */
export function addRows(d: usize, outputs: i32, g: usize, rows: i32): void {
  const stride = <usize>outputs << 2
  for (let output = 0; output < outputs; output += 4) {
    let sum = f32x4.splat(0)
    let at = d
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, v128.load(at))
      at += stride
    }
    v128.store(g, f32x4.add(v128.load(g), sum))
    d += 16
    g += 16
  }
}
