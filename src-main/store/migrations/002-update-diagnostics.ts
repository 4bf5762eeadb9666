export default `
  ALTER TABLE updates ADD COLUMN gradient_covariance_trace REAL;
  ALTER TABLE updates ADD COLUMN kl REAL;
`
