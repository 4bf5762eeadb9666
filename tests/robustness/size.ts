/** Whether the long version of the suite runs (`ROBUSTNESS=full`); the short one takes three minutes in all. */
export const isFull = process.env['ROBUSTNESS'] === 'full'

/** How many times an attack is tried. */
export const times = (inShort: number, inFull: number): number => (isFull ? inFull : inShort)
