/** Whether the long version of the suite runs (`ROBUSTNESS=full`). */
export const isFull = process.env['ROBUSTNESS'] === 'full'

/** How many times an attack is tried. */
export const times = (inShort: number, inFull: number): number => (isFull ? inFull : inShort)
