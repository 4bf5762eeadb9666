/** x · x, which `x ** 2` need not be to the last bit. */
export const squareOf = (x: number): number => x * x
