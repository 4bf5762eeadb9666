import * as z from 'zod'
import { environments, type EnvironmentDefinition, type EnvironmentId } from '../environments.ts'

const initialState = z
  .union([
    z.literal('default').meta({ title: 'Default' }),
    z
      .strictObject({
        kind: z.literal('point'),
        state: z.array(z.number()).describe("The environment's state vector at step 0"),
      })
      .meta({ title: 'Point' }),
    z
      .strictObject({
        kind: z.literal('box'),
        low: z.array(z.number()).describe('Lower corner, one number per state component'),
        high: z.array(z.number()).describe('Upper corner, one number per state component'),
      })
      .meta({ title: 'Box' }),
  ])
  .default('default')
  .describe('Distribution of the first state of an episode')
  .meta({ title: 'Start distribution', formula: 'p(s₀)' })

const environmentOf = <Id extends EnvironmentId, P extends z.ZodObject>(
  id: Id,
  { parameters }: EnvironmentDefinition<P>,
) =>
  z
    .strictObject({
      id: z.literal(id),
      parameters: parameters.prefault({} as z.input<P>),
      initialState,
    })
    .meta({ title: `${id}` })

/** What the agent acts in, and where its episodes begin. */
export const environment = z
  .discriminatedUnion('id', [
    environmentOf('CartPole-v1', environments['CartPole-v1']),
    environmentOf('Acrobot-v1', environments['Acrobot-v1']),
    environmentOf('MountainCar-v0', environments['MountainCar-v0']),
    environmentOf('MountainCarContinuous-v0', environments['MountainCarContinuous-v0']),
    environmentOf('Pendulum-v1', environments['Pendulum-v1']),
    environmentOf('FrozenLake-v1', environments['FrozenLake-v1']),
    environmentOf('CliffWalking-v1', environments['CliffWalking-v1']),
    environmentOf('MovingParticle-v0', environments['MovingParticle-v0']),
    environmentOf('MovingParticleContinuous-v0', environments['MovingParticleContinuous-v0']),
    environmentOf('ShortCorridor-v0', environments['ShortCorridor-v0']),
    environmentOf('GaussianBandit-v0', environments['GaussianBandit-v0']),
    environmentOf('MultiArmedBandit-v0', environments['MultiArmedBandit-v0']),
    environmentOf('LinearQuadratic-v0', environments['LinearQuadratic-v0']),
  ])
  .meta({ title: 'Environment' })
