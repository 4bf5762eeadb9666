import * as z from 'zod'

/** How much is played for one update. */
export const batch = z
  .union([
    z
      .strictObject({
        episodes: z
          .int()
          .min(1)
          .max(10_000)
          .describe('Complete trajectories played for each update')
          .meta({ title: 'Trajectories per update', formula: 'K' }),
      })
      .meta({ title: 'Complete trajectories' }),
    z
      .strictObject({
        environmentSteps: z
          .int()
          .min(1)
          .max(10_000_000)
          .describe(
            'Environment steps for each update. Episodes go on in the next batch; the rewards an unfinished episode earns there are not counted in this one, which is biased.',
          )
          .meta({ title: 'Steps per update' }),
        environments: z
          .int()
          .min(1)
          .max(10_000)
          .default(16)
          .describe('Episodes played side by side')
          .meta({ title: 'Parallel environments' }),
      })
      .meta({ title: 'Fixed number of steps' }),
  ])
  .meta({ title: 'Batch' })

const stopWhenSolved = z
  .boolean()
  .default(true)
  .describe(
    'End after the first update at which the mean return of the last 100 episodes is at the environment’s threshold or above, where it has one',
  )
  .meta({ title: 'Stop when solved' })
const upTo = (title: string, help: string) =>
  z.int().min(1).max(1_000_000_000).describe(help).meta({ title })
/** When a run is over. */
export const budget = z
  .union([
    z
      .strictObject({
        environmentSteps: upTo('Environment steps', 'Train for this many environment steps'),
        stopWhenSolved,
      })
      .meta({ title: 'Environment steps' }),
    z
      .strictObject({ episodes: upTo('Episodes', 'Train for this many episodes'), stopWhenSolved })
      .meta({ title: 'Episodes' }),
    z
      .strictObject({ updates: upTo('Updates', 'Make this many updates'), stopWhenSolved })
      .meta({ title: 'Updates' }),
  ])
  .meta({ title: 'Budget' })
