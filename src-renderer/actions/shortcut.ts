/** What of a keyboard event tells which keys were pressed. */
export type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Whether the keys are the shortcut. Shift is part of the character: `?` needs it on some keyboards, on others not. */
export function isShortcut(shortcut: string, keys: Keys): boolean {
  const [mod, name] = shortcut.startsWith('Mod+') ? [true, shortcut.slice(4)] : [false, shortcut]
  const key = name === 'Space' ? ' ' : name
  return (
    keys.key.toLowerCase() === key.toLowerCase() &&
    (keys.ctrlKey || keys.metaKey) === mod &&
    !keys.altKey
  )
}

/** The caps of the keys to press, as they are printed on this machine's keyboard. */
export function keyCaps(shortcut: string, isMac: boolean): string[] {
  const names: Readonly<Record<string, string>> = { Mod: isMac ? '⌘' : 'Ctrl' }
  return shortcut.split('+').map((name) => names[name] ?? name)
}

export const isMac = (): boolean => /mac/i.test(navigator.platform)

const pressed = ['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file']

/** Whether what has the focus has its own use of this key, so that it must not mean anything else. */
export function isTakenBy(target: EventTarget | null, keys: Keys): boolean {
  if (!(target instanceof HTMLElement)) return false
  const isField =
    target.isContentEditable ||
    target.matches('textarea, select') ||
    (target instanceof HTMLInputElement && !pressed.includes(target.type))
  // Undo in a field is that of its text.
  if (keys.ctrlKey || keys.metaKey) return isField && keys.key.toLowerCase() === 'z'
  if (isField || target.closest('[role=dialog], [role=menu], [role=listbox]')) return true
  // Space and Enter press what has the focus.
  const presses = keys.key === ' ' || keys.key === 'Enter'
  return presses && target.matches('button, a[href], summary, input, [role=button], [role=slider]')
}
