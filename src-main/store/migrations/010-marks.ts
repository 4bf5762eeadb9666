export default `
  -- What a person marked a run with.
  ALTER TABLE runs ADD COLUMN notes       TEXT    NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN is_starred  INTEGER NOT NULL DEFAULT 0 CHECK (is_starred IN (0, 1));
  ALTER TABLE runs ADD COLUMN is_locked   INTEGER NOT NULL DEFAULT 0 CHECK (is_locked IN (0, 1)); -- not to be deleted
  ALTER TABLE runs ADD COLUMN is_archived INTEGER NOT NULL DEFAULT 0 CHECK (is_archived IN (0, 1));
  CREATE INDEX archived_runs ON runs (id) WHERE is_archived = 1;
  CREATE INDEX tags_by_tag ON tags (tag);
`
