import { LINK_SCHEME, routeOfLink } from './deep-link.ts';
import { isRedisFile, routeOfFile } from './opened-file.ts';

/** What a start of the program asks for. */
export type StartRequest =
  /** A CLI command, which needs no window. */
  | { readonly kind: 'terminal'; readonly args: readonly string[] }
  /** The window at a route; null: at its current place. */
  | { readonly kind: 'open'; readonly route: string | null }
  /** No window, as at login. */
  | { readonly kind: 'hidden' };

/** The argument of a start at login. */
export const HIDDEN = '--hidden';

const TERMINAL = /^(--action(=.*)?|--help|--version)$/;

/**
 * Parses the arguments of this process or of a second start.
 * @param argv the program, the app's folder if the app is not packaged, and the arguments, Chromium's switches among
 * them
 * @param appPath the folder of an app that is not packaged; null for a packaged one
 * @param folder the folder that relative paths start from
 */
export function readStart(argv: readonly string[], appPath: string | null, folder: string): StartRequest {
  const at = appPath === null ? 0 : argv.indexOf(appPath, 1);
  const args = argv.slice(at === -1 ? 1 : at + 1);
  if (args.some((arg) => TERMINAL.test(arg))) return { kind: 'terminal', args };
  const link = args.find((arg) => arg.startsWith(`${LINK_SCHEME}:`));
  if (link !== undefined) return { kind: 'open', route: routeOfLink(link) };
  const file = args.find(isRedisFile);
  if (file !== undefined) return { kind: 'open', route: routeOfFile(file, folder) };
  return args.includes(HIDDEN) ? { kind: 'hidden' } : { kind: 'open', route: null };
}
