export default `
  -- Of the mean return of the last 100 episodes, s/√n; NULL: fewer than two, or stored before there was one.
  ALTER TABLE runs ADD COLUMN standard_error_last_100 REAL;
`
