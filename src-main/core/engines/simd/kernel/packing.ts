/** Writes a [depth × width] matrix, whose rows and columns lie `byRow` and `byColumn` bytes apart, in panels. */
export function pack(
  from: usize,
  depth: i32,
  byRow: usize,
  width: i32,
  byColumn: usize,
  to: usize,
): void {
  const paddedDepth = (depth + 3) & ~3
  const paddedWidth = (width + 3) & ~3
  for (let column = 0; column < paddedWidth; ) {
    const panel = column + 8 <= paddedWidth ? 8 : 4
    for (let k = 0; k < paddedDepth; k++) {
      for (let i = 0; i < panel; i++) {
        const inside = k < depth && column + i < width
        store<f32>(to, inside ? load<f32>(from + <usize>k * byRow + <usize>(column + i) * byColumn) : 0)
        to += 4
      }
    }
    column += panel
  }
}
