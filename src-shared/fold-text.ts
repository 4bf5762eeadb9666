/**
 * Folds the case of a text, so that texts that differ only in case become equal: É and é, Ω and ω, ß
 * and SS, both forms of the small sigma, and letters with composed or combining accents.
 */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  // Capitals come first, as some small letters share one, such as σ and ς.
  return text
    .normalize('NFC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC')
}

export const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)
