export default `
  -- The values of hidden runs are stored before the runs are shown; see store/configuration-values.ts.
  DROP TRIGGER keep_configuration_values;
  CREATE TRIGGER keep_configuration_values AFTER INSERT ON runs
  WHEN NOT EXISTS (SELECT 1 FROM hidden_rows
                   WHERE table_name = 'runs' AND new.id BETWEEN first_id AND last_id)
   AND NOT EXISTS (SELECT 1 FROM runs
                   WHERE config_hash = new.config_hash AND id <> new.id
                     AND NOT EXISTS (SELECT 1 FROM hidden_rows
                                     WHERE table_name = 'runs' AND runs.id BETWEEN first_id AND last_id))
  BEGIN
    INSERT OR IGNORE INTO configuration_values (path, value, config_hash)
      SELECT path, value, config_hash FROM values_of_runs WHERE run_id = new.id;
  END;
`
