export default `
  -- Alerts of a run that a person has seen and does not want to be told of again.
  CREATE TABLE dismissed_alerts (
    run_id   INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    alert_id TEXT    NOT NULL,
    PRIMARY KEY (run_id, alert_id)
  ) STRICT, WITHOUT ROWID;
`
