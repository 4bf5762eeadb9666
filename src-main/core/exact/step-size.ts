import type { StepCurve, StepDirection, StepSizeRequest, StepSizeView } from '#shared/step-size.ts'
import { stepDirections } from '#shared/step-size.ts'
import { exp } from '#shared/math/exponential.ts'
import { log } from '#shared/math/logarithm.ts'
import { squareOf } from '#shared/math/square.ts'
import type { Engine } from '../engines/engine.ts'
import { createLab, type Lab } from './lab.ts'
import type { PolicyGeometry } from './policy-geometry.ts'
import type { ResolvedPoint } from './resolve-point.ts'
import { clippedAscent, naturalDirection } from './step-directions.ts'
import { cosine, dot, norm } from './vectors.ts'

/** A request whose θ is known without a database. */
export interface StepSizeTask extends Omit<StepSizeRequest, 'point' | 'taskId'> {
  readonly point: ResolvedPoint
}

/** From a KL that nobody would see to one that nobody would want, to second order. */
const LEAST_KL = 1e-6
const MOST_KL = 1
const POINTS = 41

/** What happens along every direction. Yields the share that is done. */
export function* stepSizeView(task: StepSizeTask, engine: Engine): Generator<number, StepSizeView> {
  const lab = createLab(task.config, engine, task.point)
  const { exact, parameters } = lab
  const geometry = exact.geometry(parameters)
  const gradient = exact.gradient(parameters)
  const J = exact.objective(parameters)
  const curves: StepCurve[] = []
  for (const [i, direction] of stepDirections.entries()) {
    const share = i / stepDirections.length
    yield share
    const finding = directionOf(direction, lab, geometry, gradient, task)
    let next = finding.next()
    for (; !next.done; next = finding.next()) yield share
    const vector = next.value
    if (vector !== null) curves.push(curveAlong(direction, vector, lab, geometry, gradient))
  }
  const { maxKl, clip } = task
  const entropy = geometry.meanEntropy(parameters)
  return { J, optimum: exact.optimum, entropy, maxKl, clip, curves }
}

/** d, null where it is not known exactly, such that the optimizer's step is θ + α·d: with α the learning rate, or 1 for trpo and ppo. */
function* directionOf(
  direction: StepDirection,
  { parameters }: Lab,
  geometry: PolicyGeometry,
  gradient: Float64Array,
  { maxKl, clip }: StepSizeTask,
): Generator<void, Float64Array | null> {
  switch (direction) {
    case 'sgd':
      return gradient
    case 'natural-gradient':
      return yield* naturalDirection(geometry, gradient)
    case 'trpo': {
      const natural = yield* naturalDirection(geometry, gradient)
      const curvature = dot(natural, geometry.fisherTimes(natural))
      const scale = curvature > 0 ? Math.sqrt((2 * maxKl) / curvature) : 0
      return natural.map((x) => scale * x)
    }
    case 'ppo':
      return geometry.clippedGradient && clippedAscent(geometry.clippedGradient, parameters, clip)
  }
}

function curveAlong(
  direction: StepDirection,
  vector: Float64Array,
  { exact, parameters }: Lab,
  geometry: PolicyGeometry,
  gradient: Float64Array,
): StepCurve {
  const curvature = dot(vector, geometry.fisherTimes(vector))
  const J = exact.objective(parameters)
  const slope = dot(gradient, vector)
  const alphas = curvature > 0 ? alphasFor(curvature) : []
  return {
    direction,
    length: norm(vector),
    cosine: cosine(vector, gradient),
    points: alphas.map((alpha) => {
      const moved = parameters.map((theta, i) => theta + alpha * vector[i]!)
      return {
        alpha,
        J: exact.objective(moved),
        firstOrder: J + alpha * slope,
        surrogate: geometry.surrogate(moved),
        kl: finite(geometry.meanKl(moved)),
        quadraticKl: 0.5 * squareOf(alpha) * curvature,
        entropy: geometry.meanEntropy(moved),
      }
    }),
  }
}

/** Evenly spread on a logarithmic axis, between the two KLs to second order. */
function alphasFor(curvature: number): number[] {
  const low = log(Math.sqrt((2 * LEAST_KL) / curvature))
  const high = log(Math.sqrt((2 * MOST_KL) / curvature))
  return Array.from({ length: POINTS }, (_, i) => exp(low + ((high - low) * i) / (POINTS - 1)))
}

/** JSON has no other numbers. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
