/** Where the window shows a section of the theory; a plain link, like those inside the document. */
export const theoryAddress = (section: string): string => `#/theory/${section}`
