import { spawn } from 'node:child_process';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * How a link is opened in the user's browser here; null where nobody would see it. A Mac and Windows always have a
 * screen, except over ssh, where the browser would open on a desk far away.
 */
export function browserCommand(platform: NodeJS.Platform, env: Env): readonly [string, ...string[]] | null {
  if (env.SSH_CONNECTION && !env.DISPLAY) return null;
  if (platform === 'darwin') return ['open'];
  // Not `start`, which is the shell's: it would read `&` in a link as its own.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** Opens the link where there is a screen. A browser that does not come up is no failure: the link is printed too. */
export function openBrowser(url: string, env: Env): boolean {
  const command = browserCommand(process.platform, env);
  if (!command) return false;
  const [program, ...first] = command;
  const child = spawn(program, [...first, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
  return true;
}
