export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As `process.getuid()` gives it; undefined on Windows. */
  readonly uid: number | undefined;
}

/** Why no window can be opened on this machine, as part of a sentence; null when it can. */
export function desktopProblem({ platform, env, uid }: Machine): string | null {
  if (platform === 'darwin' || platform === 'win32') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display ($DISPLAY and $WAYLAND_DISPLAY are not set)';
  // Chromium's sandbox drops the user's own rights, which root does not let go of.
  if (uid === 0) return 'Electron does not run as root';
  return null;
}
