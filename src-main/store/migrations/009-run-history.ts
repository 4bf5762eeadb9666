const now = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
const progress = `NEW.episodes, NEW.environment_steps, NEW.updates, NEW.wall_time_ms`
const columns = `run_id, kind, happened_at, episodes, environment_steps, updates, wall_time_ms, detail`

export default `
  -- What a run was trained with; see src-shared/run-history.ts. NULL: it has not begun, or began before this was kept.
  ALTER TABLE runs ADD COLUMN provenance_json TEXT;

  -- What happened to a run. Triggers write it, so that no change of a run goes without.
  CREATE TABLE run_events (
    id                INTEGER PRIMARY KEY,
    run_id            INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    kind              TEXT    NOT NULL, -- a status of the run, or engine, solved, tagged, deleted, restored
    happened_at       TEXT    NOT NULL, -- ISO 8601, UTC
    episodes          INTEGER NOT NULL, -- how far the run was
    environment_steps INTEGER NOT NULL,
    updates           INTEGER NOT NULL,
    wall_time_ms      REAL    NOT NULL,
    detail            TEXT
  ) STRICT;
  CREATE INDEX run_events_by_run ON run_events (run_id);

  CREATE TRIGGER run_created AFTER INSERT ON runs BEGIN
    INSERT INTO run_events (${columns})
    VALUES (NEW.id, NEW.status, NEW.created_at, ${progress}, NEW.reason);
  END;

  CREATE TRIGGER run_changed_status AFTER UPDATE OF status ON runs WHEN NEW.status <> OLD.status BEGIN
    INSERT INTO run_events (${columns})
    VALUES (NEW.id, NEW.status,
            CASE WHEN NEW.finished_at IS OLD.finished_at THEN ${now} ELSE coalesce(NEW.finished_at, ${now}) END,
            ${progress}, NEW.reason);
  END;

  CREATE TRIGGER run_got_engine AFTER UPDATE OF engine ON runs WHEN NEW.engine IS NOT OLD.engine BEGIN
    INSERT INTO run_events (${columns})
    VALUES (NEW.id, 'engine', ${now}, ${progress}, NEW.engine);
  END;

  CREATE TRIGGER run_solved AFTER UPDATE OF solved_episode ON runs
  WHEN OLD.solved_episode IS NULL AND NEW.solved_episode IS NOT NULL BEGIN
    INSERT INTO run_events (${columns})
    VALUES (NEW.id, 'solved', ${now}, NEW.solved_episode + 1, NEW.solved_environment_steps,
            NEW.updates, NEW.solved_wall_time_ms, NULL);
  END;

  CREATE TRIGGER run_deleted AFTER UPDATE OF deleted_at ON runs
  WHEN (NEW.deleted_at IS NULL) <> (OLD.deleted_at IS NULL) BEGIN
    INSERT INTO run_events (${columns})
    VALUES (NEW.id, CASE WHEN NEW.deleted_at IS NULL THEN 'restored' ELSE 'deleted' END,
            coalesce(NEW.deleted_at, ${now}), ${progress}, NULL);
  END;
`
