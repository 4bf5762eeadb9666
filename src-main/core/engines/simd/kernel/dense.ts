import { multiplyAdd } from './math'

/*
 * Products of matrices in tiles of 4 rows and 8 columns, whose sums stay in registers. Every sum is
 * taken in one order, whatever the tile, so a row's numbers do not depend on the rows beside it.
 *
 * The right-hand matrix is packed in panels (packing.ts): 8 columns, then the next 8, at the end 4
 * where the width is not a multiple of 8; within a panel row after row. Strides are in bytes.
 */

/** y = start + x·w for `rows` rows (a multiple of 4); depth and width are multiples of 4. */
export function multiply(
  x: usize,
  xStride: usize,
  w: usize,
  depth: i32,
  width: i32,
  start: usize,
  y: usize,
  yStride: usize,
  rows: i32,
): void {
  let column = 0
  for (; column + 8 <= width; column += 8) {
    if (depth == 4) {
      multiplyShallow(x, xStride, w, start, y, yStride, rows)
      w += 128
      start += 32
      y += 32
      continue
    }
    const s0 = v128.load(start)
    const s1 = v128.load(start, 16)
    let xAt = x
    let yAt = y
    for (let row = 0; row < rows; row += 4) {
      let a0 = s0
      let a1 = s1
      let b0 = s0
      let b1 = s1
      let c0 = s0
      let c1 = s1
      let d0 = s0
      let d1 = s1
      let p = xAt
      let q = xAt + xStride
      let r = q + xStride
      let s = r + xStride
      let at = w
      for (let k = 0; k < depth; k += 4) {
        let w0 = v128.load(at)
        let w1 = v128.load(at, 16)
        let e = v128.load_splat<f32>(p)
        a0 = multiplyAdd(e, w0, a0)
        a1 = multiplyAdd(e, w1, a1)
        e = v128.load_splat<f32>(q)
        b0 = multiplyAdd(e, w0, b0)
        b1 = multiplyAdd(e, w1, b1)
        e = v128.load_splat<f32>(r)
        c0 = multiplyAdd(e, w0, c0)
        c1 = multiplyAdd(e, w1, c1)
        e = v128.load_splat<f32>(s)
        d0 = multiplyAdd(e, w0, d0)
        d1 = multiplyAdd(e, w1, d1)

        w0 = v128.load(at, 32)
        w1 = v128.load(at, 48)
        e = v128.load_splat<f32>(p, 4)
        a0 = multiplyAdd(e, w0, a0)
        a1 = multiplyAdd(e, w1, a1)
        e = v128.load_splat<f32>(q, 4)
        b0 = multiplyAdd(e, w0, b0)
        b1 = multiplyAdd(e, w1, b1)
        e = v128.load_splat<f32>(r, 4)
        c0 = multiplyAdd(e, w0, c0)
        c1 = multiplyAdd(e, w1, c1)
        e = v128.load_splat<f32>(s, 4)
        d0 = multiplyAdd(e, w0, d0)
        d1 = multiplyAdd(e, w1, d1)

        w0 = v128.load(at, 64)
        w1 = v128.load(at, 80)
        e = v128.load_splat<f32>(p, 8)
        a0 = multiplyAdd(e, w0, a0)
        a1 = multiplyAdd(e, w1, a1)
        e = v128.load_splat<f32>(q, 8)
        b0 = multiplyAdd(e, w0, b0)
        b1 = multiplyAdd(e, w1, b1)
        e = v128.load_splat<f32>(r, 8)
        c0 = multiplyAdd(e, w0, c0)
        c1 = multiplyAdd(e, w1, c1)
        e = v128.load_splat<f32>(s, 8)
        d0 = multiplyAdd(e, w0, d0)
        d1 = multiplyAdd(e, w1, d1)

        w0 = v128.load(at, 96)
        w1 = v128.load(at, 112)
        e = v128.load_splat<f32>(p, 12)
        a0 = multiplyAdd(e, w0, a0)
        a1 = multiplyAdd(e, w1, a1)
        e = v128.load_splat<f32>(q, 12)
        b0 = multiplyAdd(e, w0, b0)
        b1 = multiplyAdd(e, w1, b1)
        e = v128.load_splat<f32>(r, 12)
        c0 = multiplyAdd(e, w0, c0)
        c1 = multiplyAdd(e, w1, c1)
        e = v128.load_splat<f32>(s, 12)
        d0 = multiplyAdd(e, w0, d0)
        d1 = multiplyAdd(e, w1, d1)

        p += 16
        q += 16
        r += 16
        s += 16
        at += 128
      }
      v128.store(yAt, a0)
      v128.store(yAt, a1, 16)
      let out = yAt + yStride
      v128.store(out, b0)
      v128.store(out, b1, 16)
      out += yStride
      v128.store(out, c0)
      v128.store(out, c1, 16)
      out += yStride
      v128.store(out, d0)
      v128.store(out, d1, 16)
      xAt += xStride << 2
      yAt = out + yStride
    }
    w += <usize>depth << 5
    start += 32
    y += 32
  }
  if (column < width) multiplyNarrow(x, xStride, w, depth, v128.load(start), y, yStride, rows)
}

/** A panel of `multiply` of depth 4, which stays in registers from the first row to the last. */
@inline
function multiplyShallow(
  x: usize,
  xStride: usize,
  w: usize,
  start: usize,
  y: usize,
  yStride: usize,
  rows: i32,
): void {
  const s0 = v128.load(start)
  const s1 = v128.load(start, 16)
  const a0 = v128.load(w)
  const a1 = v128.load(w, 16)
  const b0 = v128.load(w, 32)
  const b1 = v128.load(w, 48)
  const c0 = v128.load(w, 64)
  const c1 = v128.load(w, 80)
  const d0 = v128.load(w, 96)
  const d1 = v128.load(w, 112)
  for (let row = 0; row < rows; row++) {
    let e = v128.load_splat<f32>(x)
    let y0 = multiplyAdd(e, a0, s0)
    let y1 = multiplyAdd(e, a1, s1)
    e = v128.load_splat<f32>(x, 4)
    y0 = multiplyAdd(e, b0, y0)
    y1 = multiplyAdd(e, b1, y1)
    e = v128.load_splat<f32>(x, 8)
    y0 = multiplyAdd(e, c0, y0)
    y1 = multiplyAdd(e, c1, y1)
    e = v128.load_splat<f32>(x, 12)
    v128.store(y, multiplyAdd(e, d0, y0))
    v128.store(y, multiplyAdd(e, d1, y1), 16)
    x += xStride
    y += yStride
  }
}

/** The last panel of `multiply`, of 4 columns. */
function multiplyNarrow(
  x: usize,
  xStride: usize,
  w: usize,
  depth: i32,
  start: v128,
  y: usize,
  yStride: usize,
  rows: i32,
): void {
  const end = w + (<usize>depth << 4)
  let row = 0
  // Four sums alone would wait for one another.
  for (; row + 8 <= rows; row += 8) {
    let a0 = start
    let b0 = start
    let c0 = start
    let d0 = start
    let a1 = start
    let b1 = start
    let c1 = start
    let d1 = start
    const half = xStride << 2
    let p0 = x
    let q0 = p0 + xStride
    let r0 = q0 + xStride
    let s0 = r0 + xStride
    let p1 = x + half
    let q1 = q0 + half
    let r1 = r0 + half
    let s1 = s0 + half
    for (let at = w; at < end; at += 16) {
      const w0 = v128.load(at)
      a0 = multiplyAdd(v128.load_splat<f32>(p0), w0, a0)
      b0 = multiplyAdd(v128.load_splat<f32>(q0), w0, b0)
      c0 = multiplyAdd(v128.load_splat<f32>(r0), w0, c0)
      d0 = multiplyAdd(v128.load_splat<f32>(s0), w0, d0)
      a1 = multiplyAdd(v128.load_splat<f32>(p1), w0, a1)
      b1 = multiplyAdd(v128.load_splat<f32>(q1), w0, b1)
      c1 = multiplyAdd(v128.load_splat<f32>(r1), w0, c1)
      d1 = multiplyAdd(v128.load_splat<f32>(s1), w0, d1)
      p0 += 4
      q0 += 4
      r0 += 4
      s0 += 4
      p1 += 4
      q1 += 4
      r1 += 4
      s1 += 4
    }
    v128.store(y, a0)
    y += yStride
    v128.store(y, b0)
    y += yStride
    v128.store(y, c0)
    y += yStride
    v128.store(y, d0)
    y += yStride
    v128.store(y, a1)
    y += yStride
    v128.store(y, b1)
    y += yStride
    v128.store(y, c1)
    y += yStride
    v128.store(y, d1)
    y += yStride
    x += half << 1
  }
  for (; row < rows; row += 4) {
    let a = start
    let b = start
    let c = start
    let d = start
    let p = x
    let q = x + xStride
    let r = q + xStride
    let s = r + xStride
    for (let at = w; at < end; at += 16) {
      const w0 = v128.load(at)
      a = multiplyAdd(v128.load_splat<f32>(p), w0, a)
      b = multiplyAdd(v128.load_splat<f32>(q), w0, b)
      c = multiplyAdd(v128.load_splat<f32>(r), w0, c)
      d = multiplyAdd(v128.load_splat<f32>(s), w0, d)
      p += 4
      q += 4
      r += 4
      s += 4
    }
    v128.store(y, a)
    y += yStride
    v128.store(y, b)
    y += yStride
    v128.store(y, c)
    y += yStride
    v128.store(y, d)
    y += yStride
    x += xStride << 2
  }
}
