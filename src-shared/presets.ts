import { classicControl } from './presets/classic-control.ts'
import { movingParticle } from './presets/moving-particle.ts'
import type { Preset } from './presets/preset.ts'
import { smallProblems } from './presets/small-problems.ts'

export type { Preset }

/** By the name the command line takes. */
export const presets: Readonly<Record<string, Preset>> = {
  ...classicControl,
  ...movingParticle,
  ...smallProblems,
}
