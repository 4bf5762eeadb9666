/** `refused`: the page was opened without the start token, so no connection is tried. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'
