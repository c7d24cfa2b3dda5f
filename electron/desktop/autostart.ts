import { homedir } from 'node:os';
import { join } from 'node:path';
import { HIDDEN } from './start-arguments.ts';

/** @see https://specifications.freedesktop.org/autostart-spec/latest/ */
export function autostartFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart');
}

/** The desktop entry. Its Exec line is quoted as the specification requires. */
export function autostartEntry(program: string, name: string): string {
  const quoted = program
    .replace(/(["`$\\])/g, '\\$1')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return `[Desktop Entry]
Type=Application
Name=${name}
Exec="${quoted}" ${HIDDEN}
Terminal=false
X-GNOME-Autostart-enabled=true
`;
}
