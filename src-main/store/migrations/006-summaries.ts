export default `
  -- What curves are drawn from: blocks of neighbouring rows, so that a long run need not be read whole.
  -- Only rows with a finite value count; a block without one is left out.
  CREATE TABLE summaries (
    run_id            INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    metric            TEXT    NOT NULL, -- the column of episodes or updates
    size              INTEGER NOT NULL, -- rows to a block
    block             INTEGER NOT NULL, -- the block of row i is i / size
    count             INTEGER NOT NULL,
    total             REAL,             -- of the values; NULL: beyond what a REAL holds
    minimum           REAL    NOT NULL,
    maximum           REAL    NOT NULL,
    episodes          INTEGER NOT NULL, -- of the run, up to the end of the block's last row
    environment_steps INTEGER NOT NULL,
    wall_time_ms      REAL    NOT NULL,
    PRIMARY KEY (run_id, metric, size, block)
  ) STRICT, WITHOUT ROWID;

  -- Rows of a run that are in summaries; none: it was stored before there were any.
  CREATE TABLE summarized (
    run_id     INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    row_source TEXT    NOT NULL CHECK (row_source IN ('episodes', 'updates')),
    row_count  INTEGER NOT NULL,
    PRIMARY KEY (run_id, row_source)
  ) STRICT, WITHOUT ROWID;
`
