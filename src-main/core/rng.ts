/* The generator is shared: sweeps draw from it too, on both sides of the contract. */
export { createRng, type Rng, type RngState } from '#shared/rng.ts'
