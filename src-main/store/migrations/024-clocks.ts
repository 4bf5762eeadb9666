const tables = ['runs', 'experiments', 'recordings']

const countedWhenTrashed = (table: string) => `
  -- How many days the database had been in use when it went to the trash; NULL: it is not there.
  ALTER TABLE ${table} ADD COLUMN trashed_after_days INTEGER;
  UPDATE ${table} SET trashed_after_days = 0 WHERE deleted_at IS NOT NULL;
  CREATE TRIGGER ${table}_count_days_in_trash AFTER UPDATE OF deleted_at ON ${table}
  WHEN NEW.deleted_at IS NOT OLD.deleted_at BEGIN
    UPDATE ${table}
    SET trashed_after_days =
      CASE WHEN NEW.deleted_at IS NULL THEN NULL ELSE (SELECT count(*) FROM days_in_use) END
    WHERE id = NEW.id;
  END;
`

export default `
  -- A process is recognised by these, whatever the clock says. NULL: unknown.
  ALTER TABLE processes ADD COLUMN boot_id TEXT;
  ALTER TABLE processes ADD COLUMN start_ticks INTEGER;         -- from the boot to its start
  ALTER TABLE processes ADD COLUMN heartbeat_uptime_ms INTEGER; -- since the boot

  -- The calendar days (UTC) on which a program used this database. The trash ages by their number.
  CREATE TABLE days_in_use (
    day TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
${tables.map(countedWhenTrashed).join('')}`
