export default `
  -- Of what was stored before, from the episodes; NULL where a return among them is no number.
  ALTER TABLE runs ADD COLUMN mean_return_last_10 REAL;
  ALTER TABLE runs ADD COLUMN mean_return_last_1000 REAL;
  -- Per environment step: sum of return times length over the sum of lengths.
  ALTER TABLE runs ADD COLUMN area_under_learning_curve REAL;
  UPDATE runs SET
    mean_return_last_10 = (
      SELECT CASE count(*) WHEN count(episode_return) THEN avg(episode_return) END FROM (
        SELECT episode_return FROM episodes WHERE run_id = runs.id ORDER BY episode_index DESC LIMIT 10)),
    mean_return_last_1000 = (
      SELECT CASE count(*) WHEN count(episode_return) THEN avg(episode_return) END FROM (
        SELECT episode_return FROM episodes WHERE run_id = runs.id ORDER BY episode_index DESC LIMIT 1000)),
    area_under_learning_curve = (
      SELECT CASE count(*) WHEN count(episode_return) THEN sum(episode_return * length) / sum(length) END
      FROM episodes WHERE run_id = runs.id);

  DROP INDEX runs_for_filters;
  CREATE INDEX runs_for_filters ON runs (
    config_hash, deleted_at, is_archived, is_starred, is_locked, seed, status, created_at, episodes,
    environment_steps, updates, wall_time_ms, mean_return_last_100, best_mean_return_100,
    mean_return_last_10, mean_return_last_1000, area_under_learning_curve,
    solved_episode, environment, shown_text);
`
