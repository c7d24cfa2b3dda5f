import { spawn } from 'node:child_process';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The command that opens a link in the user's browser; null without a screen. macOS and Windows always have one, except
 * over ssh, where the browser would open on another computer.
 */
export function browserCommand(platform: NodeJS.Platform, env: Env): readonly [string, ...string[]] | null {
  if (env.SSH_CONNECTION && !env.DISPLAY) return null;
  if (platform === 'darwin') return ['open'];
  // Not `start`: it is part of the shell, which would interpret `&` in a link.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** Opens the link if there is a screen. Ignores a browser that does not start, because the link is printed too. */
export function openBrowser(url: string, env: Env): boolean {
  const command = browserCommand(process.platform, env);
  if (!command) return false;
  const [program, ...first] = command;
  const child = spawn(program, [...first, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
  return true;
}
