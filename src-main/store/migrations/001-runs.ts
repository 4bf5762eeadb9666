export default `
  -- A running backend: one per window or command. It owns the runs it trains.
  CREATE TABLE processes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    pid           INTEGER NOT NULL,
    registered_at TEXT    NOT NULL, -- ISO 8601, UTC
    heartbeat_at  TEXT    NOT NULL
  ) STRICT;

  CREATE TABLE runs (
    id                       INTEGER PRIMARY KEY AUTOINCREMENT,
    config_json              TEXT    NOT NULL,
    config_hash              TEXT    NOT NULL, -- of the configuration without its seed
    environment              TEXT    NOT NULL,
    seed                     INTEGER NOT NULL,
    status                   TEXT    NOT NULL CHECK (status IN (
      'queued', 'running', 'paused', 'completed', 'stopped', 'failed', 'diverged', 'interrupted')),
    reason                   TEXT,
    engine                   TEXT,
    owner_id                 INTEGER REFERENCES processes (id) ON DELETE SET NULL,
    created_at               TEXT    NOT NULL, -- ISO 8601, UTC
    started_at               TEXT,
    finished_at              TEXT,
    episodes                 INTEGER NOT NULL DEFAULT 0,
    environment_steps        INTEGER NOT NULL DEFAULT 0,
    updates                  INTEGER NOT NULL DEFAULT 0,
    wall_time_ms             REAL    NOT NULL DEFAULT 0,
    mean_return_last_100     REAL,
    best_mean_return_100     REAL,
    success_rate_last_100    REAL,
    solved_episode           INTEGER,
    solved_environment_steps INTEGER,
    solved_wall_time_ms      REAL,
    metrics_hash             TEXT
  ) STRICT;
  CREATE INDEX runs_by_config_hash ON runs (config_hash);
  CREATE INDEX runs_by_owner ON runs (owner_id);

  -- A REAL that is NULL was not a number (NaN) or does not apply; see src-shared/metrics.ts.
  CREATE TABLE episodes (
    run_id            INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    episode_index     INTEGER NOT NULL, -- from 0
    episode_return    REAL,             -- undiscounted sum of rewards
    length            INTEGER NOT NULL, -- steps
    terminated        INTEGER NOT NULL CHECK (terminated IN (0, 1)),
    truncated         INTEGER NOT NULL CHECK (truncated IN (0, 1)),
    environment_steps INTEGER NOT NULL, -- of the run, up to the end of this episode
    wall_time_ms      REAL    NOT NULL, -- of training
    PRIMARY KEY (run_id, episode_index)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE updates (
    run_id            INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    update_index      INTEGER NOT NULL, -- from 0
    episodes          INTEGER NOT NULL, -- finished up to this update
    environment_steps INTEGER NOT NULL,
    mean_return       REAL,
    gradient_norm     REAL,
    entropy           REAL,             -- nats
    baseline          REAL,
    sigma             REAL,
    wall_time_ms      REAL    NOT NULL,
    PRIMARY KEY (run_id, update_index)
  ) STRICT, WITHOUT ROWID;

  -- The latest policy of each run.
  CREATE TABLE checkpoints (
    run_id       INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    update_index INTEGER NOT NULL, -- updates the policy had received
    parameters   BLOB    NOT NULL  -- little-endian float32
  ) STRICT;

  CREATE TABLE tags (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    tag    TEXT    NOT NULL,
    PRIMARY KEY (run_id, tag)
  ) STRICT, WITHOUT ROWID;
`
