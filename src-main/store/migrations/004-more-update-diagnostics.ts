export default `
  -- NULL: does not apply, or stored before there was one; see src-shared/metrics.ts.
  ALTER TABLE updates ADD COLUMN noise_to_signal REAL;
  ALTER TABLE updates ADD COLUMN score_gauge REAL;
  ALTER TABLE updates ADD COLUMN explained_variance REAL;
  ALTER TABLE updates ADD COLUMN value_loss REAL;
  ALTER TABLE updates ADD COLUMN learning_rate REAL;
  ALTER TABLE updates ADD COLUMN clip_fraction REAL;
  ALTER TABLE updates ADD COLUMN step_scale REAL;
  ALTER TABLE updates ADD COLUMN clipped_actions REAL;
`
