export default `
  -- What the stored numbers of a run say is wrong with it; see core/alerts.
  CREATE TABLE run_alerts (
    run_id   INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    alert_id TEXT    NOT NULL,
    PRIMARY KEY (run_id, alert_id)
  ) STRICT, WITHOUT ROWID;

  -- Whether that was found in all that is stored of the run. Of what was stored before, the rules are
  -- not SQL: a workbench finds it in the background. Only that a run diverged its status says.
  ALTER TABLE runs ADD COLUMN are_alerts_known INTEGER NOT NULL DEFAULT 0 CHECK (are_alerts_known IN (0, 1));
  INSERT INTO run_alerts (run_id, alert_id) SELECT id, 'diverged' FROM runs WHERE status = 'diverged';
  CREATE INDEX runs_of_unknown_alerts ON runs (id)
    WHERE are_alerts_known = 0 AND episodes > 0 AND deleted_at IS NULL
      AND status NOT IN ('queued', 'running', 'paused');
`
