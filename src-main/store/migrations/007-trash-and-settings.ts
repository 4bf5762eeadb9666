export default `
  -- When the run went to the trash, ISO 8601, UTC; NULL: it is not there.
  ALTER TABLE runs ADD COLUMN deleted_at TEXT;

  -- What a person chose for the workbench as a whole, as JSON.
  CREATE TABLE settings (
    name       TEXT PRIMARY KEY,
    value_json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`
