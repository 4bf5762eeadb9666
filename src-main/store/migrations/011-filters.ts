export default `
  -- What a table shows of a run: where filters look for text.
  ALTER TABLE runs ADD COLUMN shown_text TEXT NOT NULL GENERATED ALWAYS AS (
    lower('#' || id || ' ' || environment || ' ' || policy_text || ' ' || estimator_text || ' ' ||
          optimizer_text || ' seed ' || seed || ' ' || status || ' ' || config_hash)) VIRTUAL;

  -- All that filters hold against values, so that they need not read whole runs.
  DROP INDEX runs_by_text;
  CREATE INDEX runs_for_filters ON runs (
    config_hash, deleted_at, is_archived, is_starred, is_locked, seed, status, created_at, episodes,
    environment_steps, updates, wall_time_ms, mean_return_last_100, best_mean_return_100,
    solved_episode, environment, shown_text);

  -- Every value of a configuration but its seed, by its path: optimizer.learningRate. Lists as a-b-c; null is left out.
  CREATE TABLE configuration_values (
    path        TEXT NOT NULL,
    value       ANY  NOT NULL,
    config_hash TEXT NOT NULL,
    PRIMARY KEY (path, value, config_hash)
  ) STRICT, WITHOUT ROWID;
  CREATE VIEW values_of_runs AS
    SELECT runs.id AS run_id, substr(parts.fullkey, 3) AS path,
           CASE parts.type
             WHEN 'array' THEN replace(replace(replace(replace(parts.value, '[', ''), ']', ''), '"', ''), ',', '-')
             ELSE parts.value END AS value,
           runs.config_hash
    FROM runs, json_tree(runs.config_json) AS parts
    WHERE parts.type NOT IN ('object', 'null') AND parts.fullkey NOT LIKE '%[%' AND parts.fullkey <> '$.seed';
  INSERT INTO configuration_values (path, value, config_hash)
    SELECT path, value, config_hash FROM values_of_runs
    WHERE run_id IN (SELECT min(id) FROM runs GROUP BY config_hash);
  CREATE TRIGGER keep_configuration_values AFTER INSERT ON runs
  WHEN NOT EXISTS (SELECT 1 FROM runs WHERE config_hash = new.config_hash AND id <> new.id)
  BEGIN
    INSERT OR IGNORE INTO configuration_values (path, value, config_hash)
      SELECT path, value, config_hash FROM values_of_runs WHERE run_id = new.id;
  END;
`
