import * as z from 'zod'
import { noParameters, movingParticleParameters, type EnvironmentId } from '../environments.ts'

const initialState = z
  .union([
    z.literal('default').meta({ title: "Environment's own" }),
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

const environmentOf = <Id extends EnvironmentId, P extends z.ZodObject>(id: Id, parameters: P) =>
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
    environmentOf('CartPole-v1', noParameters),
    environmentOf('Pendulum-v1', noParameters),
    environmentOf('MovingParticle-v0', movingParticleParameters),
    environmentOf('MovingParticleContinuous-v0', movingParticleParameters),
  ])
  .meta({ title: 'Environment' })
