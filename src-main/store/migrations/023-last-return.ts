export default `
  -- Of what was stored before, from the episodes.
  ALTER TABLE runs ADD COLUMN last_return REAL;
  UPDATE runs SET last_return = (
    SELECT episode_return FROM episodes WHERE run_id = runs.id ORDER BY episode_index DESC LIMIT 1);

  DROP INDEX runs_for_filters;
  CREATE INDEX runs_for_filters ON runs (
    config_hash, deleted_at, is_archived, is_starred, is_locked, seed, status, created_at, episodes,
    environment_steps, updates, wall_time_ms, mean_return_last_100, best_mean_return_100,
    last_return, mean_return_last_10, mean_return_last_1000, area_under_learning_curve,
    solved_episode, environment, shown_text);
`
