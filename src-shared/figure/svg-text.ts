const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it stands in an element or an attribute; what XML 1.0 has no place for is left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => entities[character]!)

/** Width of text in Helvetica or Arial, about: a file has nothing to measure with. */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) {
    width += /[iljtfrI.,:;'|()[\] ]/.test(character)
      ? 0.32
      : /[mwMW—%@]/.test(character)
        ? 0.88
        : /[A-Z]/.test(character)
          ? 0.68
          : 0.56
  }
  return width * size
}

/** How much wider than Helvetica a substitute font may be, such as DejaVu Sans or Verdana. */
const WIDEST_FONT = 1.22

/** The largest width that a text has in any font. */
export const mostWidth = (text: string, size: number): number => WIDEST_FONT * textWidth(text, size)

/** Breaks a text into lines that are at most `width` wide in any font; a longer word continues in the next line. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean).flatMap(piecesOf)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && mostWidth(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines

  function piecesOf(word: string): string[] {
    const pieces: string[] = ['']
    for (const letter of word) {
      const longer = `${pieces.at(-1)!}${letter}`
      if (longer.length > 1 && mostWidth(longer, size) > width) pieces.push(letter)
      else pieces[pieces.length - 1] = longer
    }
    return pieces
  }
}

/** A number of a drawing: hundredths of a pixel are enough. */
export const px = (value: number): string => String(Math.round(value * 100) / 100)
