export const filmFormats = ['webm', 'gif'] as const
export type FilmFormat = (typeof filmFormats)[number]

export const filmTitles: Readonly<Record<FilmFormat, string>> = { webm: 'WebM', gif: 'GIF' }

/** Browsers show a GIF at no more than 50 pictures a second. */
export const mostPerSecond: Readonly<Record<FilmFormat, number>> = { webm: 60, gif: 50 }
