export default `
  -- All that changes while a run trains, as it was after an update. A run whose program ends goes on from
  -- here, bit for bit; a run that ends by itself has none.
  CREATE TABLE training_states (
    run_id        INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    made_by       TEXT    NOT NULL, -- program, kernel and machine, as far as they decide the bits
    engine        TEXT    NOT NULL,
    progress_json TEXT    NOT NULL, -- of the run at that update
    state         BLOB    NOT NULL  -- TrainingState of src-main/core, structured clone format of V8
  ) STRICT;

  -- The order in which queued runs get their turn.
  ALTER TABLE runs ADD COLUMN queue_position INTEGER;

  -- What the run was doing when its workbench ended, until the next start decides whether it goes on.
  ALTER TABLE runs ADD COLUMN interrupted_while TEXT
    CHECK (interrupted_while IN ('queued', 'running', 'paused'));

  -- 1: a workbench, whose next start goes on with what it leaves unfinished; 0: a command.
  ALTER TABLE processes ADD COLUMN keeps_queue INTEGER NOT NULL DEFAULT 0;
`
