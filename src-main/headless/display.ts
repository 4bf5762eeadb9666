/** Whether a window could appear: elsewhere than on Linux and the BSDs it always can. */
export function hasDisplay(
  platform: string = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (platform === 'darwin' || platform === 'win32') return true
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'])
}
