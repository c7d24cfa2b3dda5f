export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** From `process.getuid()`; undefined on Windows. */
  readonly uid: number | undefined;
}

/** Why this computer cannot show a window, as part of a sentence; null if it can. */
export function desktopProblem({ platform, env, uid }: Machine): string | null {
  if (platform === 'darwin' || platform === 'win32') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display ($DISPLAY and $WAYLAND_DISPLAY are not set)';
  // Chromium's sandbox drops the rights of its user, which does not work for root.
  if (uid === 0) return 'Electron does not run as root';
  return null;
}
