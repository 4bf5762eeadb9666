/** Filters to begin with, and what they find. */
export const filterExamples: readonly (readonly [filter: string, meaning: string])[] = [
  ['cartpole adam', 'Both words occur in the row or in a tag'],
  ['gamma >= 0.99', 'By a field of the configuration'],
  ['learningRate 0.001..0.01', 'Both ends included'],
  ['optimizer in (adam, ppo)', 'One of a list'],
  ['environment ~ lake and not is failed', 'A part of a name; joined with and, or, not'],
  ['meanReturnLast100 > 400 or is solved', 'By results'],
  ['alert = stalled or not has alert', 'By what their numbers say is wrong with them'],
  ['tag = paper', 'One of its tags is “paper”'],
  ['is starred (seed = 1 or seed = 2)', 'Conditions side by side must all hold'],
  ['created > 7d ago', 'Asked for within the last week'],
  ['hiddenSizes = 64-64 has gaeLambda', 'A list as it is shown; some value'],
]
