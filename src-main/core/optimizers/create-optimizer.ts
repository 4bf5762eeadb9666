import type { RunConfig } from '#shared/run-config.ts'
import type { Engine } from '../engines/engine.ts'
import { plainVectors } from '../engines/vectors.ts'
import { createAdaGrad } from './adagrad.ts'
import { createAdam } from './adam.ts'
import { createGradientAscent } from './gradient-ascent.ts'
import { createMomentum } from './momentum.ts'
import { createNaturalGradient } from './natural-gradient.ts'
import { createPpo } from './ppo.ts'
import { createRmsProp } from './rmsprop.ts'
import { createTrpo } from './trpo.ts'
import type { Optimizer } from './optimizer.ts'

const plain = {
  allocate: (length: number) => new Float32Array(length),
  free: () => undefined,
  vectors: plainVectors,
}

/** `seed` decides the order in which an optimizer visits the rows of a batch, where it does. */
export function createOptimizer(
  config: RunConfig['optimizer'],
  parameterCount: number,
  engine: Pick<Engine, 'allocate' | 'free' | 'vectors'> = plain,
  seed = 0,
): Optimizer {
  switch (config.kind) {
    case 'sgd':
      return createGradientAscent(config)
    case 'momentum':
      return createMomentum(config, parameterCount)
    case 'adam':
      return createAdam(config, parameterCount, engine)
    case 'rmsprop':
      return createRmsProp(config, parameterCount)
    case 'adagrad':
      return createAdaGrad(config, parameterCount)
    case 'natural-gradient':
      return createNaturalGradient(config)
    case 'trpo':
      return createTrpo(config)
    case 'ppo':
      return createPpo(config, parameterCount, seed, engine)
  }
}
