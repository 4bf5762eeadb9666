import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from './engine.ts'
import { createTfjsLayers } from './tfjs-layers.ts'
import { createTfjsPolicyNetwork } from './tfjs-policy-network.ts'
import { createValueNetworkOn, valueNetworkShape } from './value-network.ts'
import { plainVectors } from './vectors.ts'

/**
 * The engine on TensorFlow.js. The backend must be chosen and ready before; see
 * src-main/workers/tensor-backend.ts. Dense layers run as tensor operations, heads in JavaScript.
 */
export const createTfjsEngine = (): Engine => ({
  name: `tfjs (${tf.getBackend()})`,
  allocate: (length) => new Float32Array(length),
  free: () => undefined,
  vectors: plainVectors,
  createPolicyNetwork: createTfjsPolicyNetwork,
  createValueNetwork: (shape) =>
    createValueNetworkOn(shape, createTfjsLayers(valueNetworkShape(shape))),
})
