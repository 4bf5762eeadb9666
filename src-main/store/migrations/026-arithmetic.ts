export default `
  -- NULL: the run has not begun, or began before its maker was kept; 0: before arithmetic was counted.
  ALTER TABLE runs ADD COLUMN arithmetic INTEGER GENERATED ALWAYS AS (
    CASE WHEN json_valid(provenance_json)
         THEN coalesce(CAST(json_extract(provenance_json, '$.arithmetic') AS INTEGER), 0) END
  ) VIRTUAL;
`
