import { budgetUsed } from '#shared/run.ts'
import { slopeOf } from '../statistics/slope.ts'
import type { AlertRule } from './alert-rule.ts'

const LEVEL = 0.05
/** The part of the run that is judged. */
const WINDOW = 1 / 3
/** Before this share of the budget little is to be expected. */
const LEAST_USED = 0.5
/** The number of means in a third of 33; a run of more than 64 episodes is reduced to 33 to 64 means. */
const LEAST_MEANS = 11
/** Of what is missing to the threshold, or of the spread so far, a stretch as long must bring this share. */
const LEAST_OF_MISSING = 0.1
const LEAST_OF_SPREAD = 0.02

/**
 * Whether the return can still be hoped to rise: judged by the upper end of its slope's interval, so
 * that noise alone never looks like a standstill.
 */
export const stalled: AlertRule = ({ run, config, description, returns }) => {
  const used = budgetUsed({ config, progress: run.progress })
  if (used < LEAST_USED || run.progress.solvedAt) return null
  const { x, mean } = returns()
  const end = x.at(-1) ?? 0
  const from = x.findIndex((place) => place > end * (1 - WINDOW))
  const [places, values] = [x.slice(from), mean.slice(from)]
  if (from < 0 || values.length < LEAST_MEANS) return null
  const found = slopeOf(places, values, LEVEL)
  if (!found) return null
  const hoped = found.high * end * WINDOW
  const last = values.reduce((sum, value) => sum + value, 0) / values.length
  const { solvedReturn } = description
  const spread = Math.max(...mean) - Math.min(...mean)
  // Of a run whose returns hardly vary there is nothing to say without a threshold.
  const needed =
    solvedReturn === null ? LEAST_OF_SPREAD * spread : LEAST_OF_MISSING * (solvedReturn - last)
  if (needed <= 0 || hoped >= needed) return null
  const missing =
    solvedReturn === null ? '' : ` of the ${written(solvedReturn - last)} missing to the threshold`
  const rise =
    hoped > 0
      ? `as many episodes again would bring at most ${written(hoped)}${missing}`
      : 'as many episodes again would bring nothing'
  const advice =
    solvedReturn === null
      ? 'It may be as good as it gets; else try another learning rate or a baseline.'
      : 'Try another learning rate, a baseline, or an entropy bonus.'
  return {
    sentence: `The return has not risen over the last third of the run: by the 95 % interval of its slope ${rise}. ${advice}`,
    firstUpdate: null,
    isNow: true,
  }
}

const written = (value: number): string => Number(value.toPrecision(3)).toString()
