export default `
  -- Whether its runs wait until it is resumed, whatever else the queue does.
  ALTER TABLE experiments ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0 CHECK (is_held IN (0, 1));
`
