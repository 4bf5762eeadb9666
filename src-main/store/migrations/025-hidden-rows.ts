export default `
  -- Runs and experiments that nobody sees: those that a large start or an import is still storing, and
  -- those that were deleted for good and are removed in parts. See store/hidden-rows.ts.
  CREATE TABLE hidden_rows (
    table_name TEXT    NOT NULL CHECK (table_name IN ('runs', 'experiments')),
    first_id   INTEGER NOT NULL, -- of a range of rows; ranges do not overlap
    last_id    INTEGER NOT NULL,
    -- The program that is storing them; NULL: nobody is, and whoever finds them removes them.
    owner_id   INTEGER REFERENCES processes (id) ON DELETE SET NULL,
    PRIMARY KEY (table_name, first_id)
  ) STRICT, WITHOUT ROWID;

  -- Finds the last place of the queue without looking at all that wait.
  DROP INDEX runs_by_status;
  CREATE INDEX runs_by_status ON runs (status, queue_position);
  -- Leaves room between two places, so that a run moves without the others.
  UPDATE runs SET queue_position = queue_position * 4294967296 WHERE queue_position IS NOT NULL;
`
