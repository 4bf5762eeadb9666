import { describe, expect, it } from 'vitest'
import { createEnvironment } from '#core/environments/create-environment.ts'
import { withPolicyInput } from '#core/features/policy-input.ts'
import { environmentIds } from '#shared/environments.ts'
import { inputSize } from '#shared/policy-input.ts'
import type { RunConfigInput } from '#shared/run-config.ts'
import { exampleConfig } from '../example-config.ts'

describe('the input of a policy', () => {
  it.each(environmentIds)('is as large in %s as the configuration says', (id) => {
    const config = exampleConfig({ environment: { id } as RunConfigInput['environment'] })
    const environment = withPolicyInput(createEnvironment(config.environment), config)
    expect(environment.observationSize).toBe(inputSize(config))
  })

  it('of a network on quantities is the environment itself, which costs nothing', () => {
    const config = exampleConfig()
    const environment = createEnvironment(config.environment)
    expect(withPolicyInput(environment, config)).toBe(environment)
  })
})
