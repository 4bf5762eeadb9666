/* The file system's refusals, in words. */

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EFBIG: 'it would become larger than the disk allows',
  EIO: 'the disk failed',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links form a loop',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ENXIO: 'it is a socket or a device',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ERR_INVALID_ARG_VALUE: 'its name contains a NUL character',
}

/** Whether the error comes from the file system, or from a name that no file can have. */
export const isFileError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  ('syscall' in error || error.code in words)

/** Says in a few words why the file system refused. */
export function fileProblem(error: unknown): string {
  if (isFileError(error)) return words[error.code] ?? error.code
  return error instanceof Error ? error.message : String(error)
}
