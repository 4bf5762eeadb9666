export default `
  -- A named question with what was thought about it; the runs that answer it name it.
  CREATE TABLE experiments (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    question   TEXT NOT NULL,
    hypothesis TEXT NOT NULL,
    notes      TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    sweep_json TEXT,          -- what its runs came from; NULL: put together by hand
    created_at TEXT NOT NULL, -- ISO 8601, UTC
    deleted_at TEXT           -- when it went to the trash; NULL: it is not there
  ) STRICT;

  ALTER TABLE runs ADD COLUMN experiment_id INTEGER REFERENCES experiments (id) ON DELETE SET NULL;
  CREATE INDEX runs_by_experiment ON runs (experiment_id) WHERE experiment_id IS NOT NULL;
`
