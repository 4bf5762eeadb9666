import { describe, expect, it } from 'vitest'
import { createFinitePolicy } from '#core/exact/finite-policy.ts'
import { createSlider, sliderCurve, sliderOptimum } from '#core/exact/parameter-slider.ts'
import { gaussianPolicy } from './gaussian-problem.ts'
import { engine } from './labs.ts'
import { oneHot, smallPolicy } from './small-problems.ts'

describe('the slider', () => {
  it('of two actions in states that look alike is the probability of the second', () => {
    const policy = smallPolicy(engine, 1, 2)
    const inputs = Float32Array.of(1, 1, 1)
    const slider = createSlider(policy, inputs)!
    const theta = slider.parametersAt(0.2)
    const probabilities = createFinitePolicy(policy, inputs).probabilities(theta)
    expect(probabilities[1]).toBeCloseTo(0.2, 12)
    // The shortest of all θ that do: weight and bias share the logits, with opposite signs.
    theta.forEach((x) => expect(Math.abs(x)).toBeCloseTo(Math.log(4) / 4, 12))
  })

  it('of a linear Gaussian is its mean, with σ as it begins', () => {
    const slider = createSlider(gaussianPolicy(engine, [], 'learned'), Float32Array.of(0))!
    expect(Array.from(slider.parametersAt(0.7))).toEqual([0, 0.7, 0])
  })

  it.each([
    ['that tells states apart', smallPolicy(engine, 2, 2), oneHot(2)],
    ['of three actions', smallPolicy(engine, 1, 3), Float32Array.of(1, 1)],
    ['with a hidden layer', smallPolicy(engine, 1, 2, [3]), Float32Array.of(1, 1)],
  ])('does not exist for a policy %s', (_, policy, inputs) => {
    expect(createSlider(policy, inputs)).toBeNull()
  })

  it('finds where J is largest, and draws it from end to end', () => {
    const slider = createSlider(gaussianPolicy(engine, [], 'fixed'), Float32Array.of(0))!
    const objective = (theta: Float64Array) => -((theta[1]! - 1.234) ** 2)
    expect(sliderOptimum(slider, objective).value).toBeCloseTo(1.234, 6)
    const curve = sliderCurve(slider, objective)
    expect(curve.at(0)!.value).toBe(-3)
    expect(curve.at(-1)!.value).toBe(3)
  })
})
