import type { ExactPoint, ExactView } from '#shared/gradient-check.ts'
import type { RunConfig } from '#shared/run-config.ts'
import type { Engine } from '../engines/engine.ts'
import { createLab, type Lab } from './lab.ts'
import { sliderCurve, sliderOptimum } from './parameter-slider.ts'
import type { ResolvedPoint } from './resolve-point.ts'
import { norm } from './vectors.ts'

/** What is known exactly at θ, and along the slider where there is one. */
export function exactView(config: RunConfig, engine: Engine, point: ResolvedPoint): ExactView {
  const lab = createLab(config, engine, point)
  const { exact, parameters, slider } = lab
  return {
    ...exactPoint(lab, exact.gradient(parameters), exact.values(parameters).expectedSteps),
    slider: slider && slider.description,
    sliderCurve: slider && sliderCurve(slider, exact.objective),
  }
}

export const exactPoint = (
  { exact, parameters, slider }: Lab,
  gradient: Float64Array,
  expectedSteps: number,
): ExactPoint => ({
  parameters: Array.from(parameters),
  J: exact.objective(parameters),
  optimum: exact.optimum,
  sliderOptimum: slider && sliderOptimum(slider, exact.objective),
  horizon: exact.horizon,
  gamma: exact.gamma,
  expectedSteps,
  gradient: Array.from(gradient),
  gradientNorm: norm(gradient),
})
