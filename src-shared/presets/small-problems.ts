import { preset } from './preset.ts'

/** Problems small enough for exact values: what is learned here can be checked in the lab. */
export const smallProblems = {
  'frozen-lake': preset(
    'Frozen lake',
    'A table of logits crosses the slippery 4 × 4 lake about as often as any policy can; an entropy bonus keeps rare states from being decided too early.',
    {
      environment: { id: 'FrozenLake-v1' },
      policy: { kind: 'softmax-linear', features: 'one-hot' },
      estimator: {
        gamma: 1,
        normalizeAdvantages: true,
        average: 'steps',
        entropyCoefficient: 0.02,
      },
      optimizer: {
        kind: 'ppo',
        learningRate: 0.02,
        schedule: 'linear',
        minibatchSteps: 1024,
        epochs: 4,
      },
      batch: { episodes: 512 },
      budget: { environmentSteps: 3_000_000, stopWhenSolved: false },
    },
  ),
  'cliff-walking': preset(
    'Cliff walking',
    'A table of logits finds the shortest way along the edge. Training starts along that way: a policy that still slips learns from afar to keep clear of it.',
    {
      environment: {
        id: 'CliffWalking-v1',
        // The row above the cliff, and the start.
        initialState: { kind: 'box', low: [24], high: [36] },
      },
      policy: { kind: 'softmax-linear', features: 'one-hot' },
      estimator: {
        gamma: 1,
        baseline: 'value',
        gaeLambda: 0.9,
        normalizeAdvantages: true,
        average: 'steps',
        truncation: 'bootstrap',
        entropyCoefficient: 0.02,
        value: { hiddenSizes: [], learningRate: 0.05, epochs: 2 },
      },
      optimizer: { kind: 'adam', learningRate: 0.05, schedule: 'linear' },
      batch: { environmentSteps: 512, environments: 16 },
      budget: { environmentSteps: 999_936, stopWhenSolved: false },
    },
  ),
  'short-corridor': preset(
    'Short corridor',
    'Three states that look alike: the best policy goes right with probability 2 − √2 ≈ 0.59, for a return of −11.66.',
    {
      environment: { id: 'ShortCorridor-v0' },
      policy: { kind: 'softmax-linear', features: 'one-hot' },
      estimator: { gamma: 1 },
      optimizer: { kind: 'adam', learningRate: 0.02, schedule: 'linear' },
      batch: { episodes: 32 },
      budget: { environmentSteps: 200_000, stopWhenSolved: false },
    },
  ),
  'multi-armed-bandit': preset(
    'Multi-armed bandit',
    'Which of ten arms pays most? The gradient bandit of Sutton & Barto, by plain gradient ascent.',
    {
      environment: { id: 'MultiArmedBandit-v0' },
      policy: { kind: 'softmax-linear', features: 'one-hot' },
      estimator: { gamma: 1 },
      optimizer: { kind: 'sgd', learningRate: 0.1 },
      batch: { episodes: 32 },
      budget: { environmentSteps: 64_000, stopWhenSolved: false },
    },
  ),
  'gaussian-bandit': preset(
    'Gaussian bandit',
    'One step and two parameters, μ and log σ: the smallest continuous problem there is.',
    {
      environment: { id: 'GaussianBandit-v0' },
      policy: { kind: 'gaussian-linear', initialSigma: 1 },
      estimator: { gamma: 1 },
      optimizer: { kind: 'sgd', learningRate: 0.01 },
      batch: { episodes: 32 },
      budget: { environmentSteps: 32_000, stopWhenSolved: false },
    },
  ),
  'linear-quadratic': preset(
    'Linear quadratic regulator',
    'A linear policy learns how strongly to push a drifting state back to 0.',
    {
      environment: { id: 'LinearQuadratic-v0' },
      policy: { kind: 'gaussian-linear', initialSigma: 0.5 },
      estimator: { gamma: 1, baseline: 'time-mean' },
      optimizer: { kind: 'adam', learningRate: 0.01, schedule: 'linear' },
      batch: { episodes: 32 },
      budget: { environmentSteps: 400_000, stopWhenSolved: false },
    },
  ),
} as const
