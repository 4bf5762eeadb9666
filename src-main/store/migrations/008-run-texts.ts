export default `
  -- How tables of runs show a configuration: they are sorted by and searched for these words.
  ALTER TABLE runs ADD COLUMN policy_text    TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN estimator_text TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN optimizer_text TEXT NOT NULL DEFAULT '';
  UPDATE runs
  SET policy_text    = policy_text(config_json),
      estimator_text = estimator_text(config_json),
      optimizer_text = optimizer_text(config_json);

  -- All that a search looks at, so that it does not read the configurations.
  CREATE INDEX runs_by_text ON runs (
    config_hash, deleted_at, environment, seed, status, policy_text, estimator_text, optimizer_text);
  CREATE INDEX runs_by_status ON runs (status);
`
