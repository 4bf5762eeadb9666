export default `
  -- Why the workbench kept an episode by itself; NULL: a person did.
  ALTER TABLE recordings ADD COLUMN moment TEXT
    CHECK (moment IN ('untrained', 'training', 'solved', 'end'));
  -- One of a policy, however often a run goes on from before it; one that was deleted stays so.
  CREATE UNIQUE INDEX recordings_by_moment ON recordings (run_id, update_index) WHERE moment IS NOT NULL;
`
