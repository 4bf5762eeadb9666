/** Hands a file to the browser or window, which asks where to keep it or puts it to the downloads. */
export function saveFile(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const link = window.document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // Taking the address back at once would cut the download short.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
