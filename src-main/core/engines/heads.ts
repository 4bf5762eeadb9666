import { createCategoricalHead } from './categorical-head.ts'
import type { Head } from './network-shape.ts'
import { createGaussianHead } from './gaussian-head.ts'
import type { HeadMath } from './head-math.ts'

/** `logSigma` has one number per component; a categorical head does not read it. */
export const createHeadMath = (head: Head, logSigma: Float32Array): HeadMath =>
  head.kind === 'categorical'
    ? createCategoricalHead(head.actions)
    : createGaussianHead(head.size, logSigma)
