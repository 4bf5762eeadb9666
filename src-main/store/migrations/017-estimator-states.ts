export default `
  -- What the estimator had learned beside the policy (baseline, V), serialized; NULL: nothing, or not kept.
  ALTER TABLE checkpoints ADD COLUMN estimator_state BLOB;
`
