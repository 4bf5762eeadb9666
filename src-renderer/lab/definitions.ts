/* What every number of the lab means, for whoever asks. */

export const exactDefinitions = {
  J: 'E[Σ γᵗ r_t] of an episode of at most H steps, exact: backward sweeps V_t(s) over all states, or a closed form.',
  gradientNorm:
    'Length of ∇J = Σ_t γᵗ Σ_s d_t(s) Σ_a ∇π(a|s) Q_t(s,a), exact, over all components of θ.',
  optimum:
    'The largest J of any policy, which may see the full state and the time: V_t(s) = max_a Q_t(s,a).',
  sliderOptimum: 'The largest J along the slider, and where: what this policy can reach.',
  expectedSteps: 'E[T]: expected steps of an episode.',
  horizon: 'H: steps after which an episode is cut short, with nothing beyond.',
  differenceError:
    'Largest |∂J/∂θᵢ − (J(θ + hᵢ) − J(θ − hᵢ))/2h| with h = 10⁻⁵, over 1 + ‖∇J‖: the same gradient from J alone.',
  parameters: 'Number of components of θ.',
} as const

export const estimateDefinitions = {
  estimator: 'What multiplies ∇log π(a_t|s_t). All see the same trajectories.',
  bias: 'Whether E[ĝ] = ∇J, and what keeps it from that.',
  traceCovariance:
    'tr Ĉov(ĝ): the variances of all components of one estimate ĝ from K trajectories, added up.',
  noiseToSignal:
    'tr Ĉov(ĝ)/‖∇J‖²: noise over signal of one estimate from K trajectories. Of a biased estimator, over the squared length of what it goes to, less the noise of that mean. No value where nothing but rounding is left.',
  suggestedK:
    'K · noise to signal, rounded up: so many trajectories make noise and signal equally long.',
  cosine: 'Of the angle between the mean of all estimates and ∇J: 1 means the right direction.',
  estimateCosine:
    'Mean cosine of the angle between a single estimate from K trajectories and ∇J, of those estimates that are not 0.',
  biasNorm:
    '‖mean − ∇J‖, and after ± how long that is by chance: √Σ SE². Averaging over steps is compared with ∇J/E[T].',
  maxAbsZ:
    'Largest |mean − truth|/SE of the components that rest on 50 or more events; how many that are stands beside. An unbiased estimator stays under the Bonferroni limit.',
} as const

export const componentDefinitions = {
  exact: '∂J/∂θᵢ, exact; of averaging over steps ∂J/∂θᵢ/E[T].',
  mean: 'Mean of all estimates ± its standard error.',
  z: '(mean − exact)/SE.',
} as const

export const stepDefinitions = {
  direction:
    'θ + α·d. Gradient: d = ∇J. Natural gradient: F d = ∇J with the exact Fisher information F. TRPO: the same, as long that α = 1 has ½ dᵀFd = δ. PPO: where 10 passes of Adam (learning rate 0.03) up the exact clipped surrogate lead, at α = 1.',
  objective:
    'J(θ + αd), exact, beside J + α ∇J·d and the surrogate L = J + Σ_t γᵗ E[π_{θ+αd}/π_θ · A_t] over the states and actions of π_θ.',
  divergence:
    'Mean KL(π_θ ‖ π_{θ+αd}) in nats over the states π_θ visits, exact, beside its second order ½α² dᵀFd.',
  entropy: 'Mean entropy of π_{θ+αd} in nats over the states π_θ visits, exact.',
  gain: 'J against the KL it takes to get there, for all four directions.',
} as const
