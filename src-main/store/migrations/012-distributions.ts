export default `
  -- Histograms of the steps of some updates' batches, so few of a run that they stay a small table.
  CREATE TABLE distributions (
    run_id       INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    quantity     TEXT    NOT NULL CHECK (quantity IN ('advantage', 'action')),
    component    INTEGER NOT NULL, -- of an action of several numbers, from 0
    update_index INTEGER NOT NULL,
    lowest       REAL    NOT NULL, -- lower edge of the first bin
    width        REAL    NOT NULL, -- of every bin
    counts_json  TEXT    NOT NULL, -- an array of whole numbers
    PRIMARY KEY (run_id, quantity, component, update_index)
  ) STRICT, WITHOUT ROWID;
`
