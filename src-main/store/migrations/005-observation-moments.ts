export default `
  -- What a policy normalises observations with: their number, means and sums of squared deviations,
  -- little-endian float64. NULL: it takes them as they are.
  ALTER TABLE checkpoints ADD COLUMN observation_moments BLOB;
`
