export default `
  -- Episodes that a person keeps, as the viewer showed them.
  CREATE TABLE recordings (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id         INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    update_index   INTEGER NOT NULL, -- updates the policy had received
    name           TEXT    NOT NULL,
    episode_return REAL    NOT NULL,
    length         INTEGER NOT NULL,
    terminated     INTEGER NOT NULL,
    episode_json   TEXT    NOT NULL, -- steps, final state and what the estimator made of it
    created_at     TEXT    NOT NULL, -- ISO 8601, UTC
    deleted_at     TEXT              -- NULL: it is kept
  ) STRICT;
  CREATE INDEX recordings_by_run ON recordings (run_id, id);
`
