export default `
  -- Names a run or an experiment in every database it is copied to, so that a copy is recognised.
  ALTER TABLE runs ADD COLUMN identity TEXT;
  ALTER TABLE experiments ADD COLUMN identity TEXT;
  -- Of what was stored before: the same in every copy of this database.
  UPDATE runs SET identity = config_hash || ' ' || seed || ' ' || created_at || ' ' || id;
  UPDATE experiments SET identity = created_at || ' ' || id;
  CREATE INDEX runs_by_identity ON runs (identity);
  CREATE INDEX experiments_by_identity ON experiments (identity);

  CREATE TRIGGER run_gets_identity AFTER INSERT ON runs WHEN NEW.identity IS NULL BEGIN
    UPDATE runs SET identity = lower(hex(randomblob(16))) WHERE id = NEW.id;
  END;
  CREATE TRIGGER experiment_gets_identity AFTER INSERT ON experiments WHEN NEW.identity IS NULL BEGIN
    UPDATE experiments SET identity = lower(hex(randomblob(16))) WHERE id = NEW.id;
  END;
`
