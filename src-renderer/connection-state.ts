/**
 * `refused`: the page was opened without a token, so no connection is tried. `stale`: the server is
 * there but does not know the token of this page.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused' | 'stale'
