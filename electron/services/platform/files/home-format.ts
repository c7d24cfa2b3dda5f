import { join } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { desktopFolder, shownPath } from '../home/paths.ts';
import { readJsonStateNow } from './json-state.ts';

/** The format of homes that this version writes. Raised only with a change that an older version would damage. */
export const HOME_FORMAT = 1;

/** Written by the first version whose format is not 1: a home without it has format 1. */
export function homeFormatPath(home: string): string {
  return join(desktopFolder(home), 'home.json');
}

/**
 * Refuses a home of a newer format before anything in it is changed: an older version would drop what it does not know.
 * @throws AppError CONFLICT with the way out
 */
export function requireKnownFormat(home: string): void {
  const found = readJsonStateNow(homeFormatPath(home), formatOf);
  if (found === null || found.format <= HOME_FORMAT) return;
  const newer = found.version === null ? 'a newer version of this app' : `version ${found.version} of this app`;
  const message = `${shownPath(home)} was written by ${newer} (format ${found.format}; this version writes ${HOME_FORMAT}). Nothing was changed. Install that version or a newer one, or choose another home with VROOLI_HOME. Running instances are not affected.`;
  throw new AppError('CONFLICT', message, { what: 'home' });
}

function formatOf(value: unknown): { readonly format: number; readonly version: string | null } | null {
  if (typeof value !== 'object' || value === null || !('format' in value)) return null;
  const { format } = value;
  if (typeof format !== 'number' || !Number.isInteger(format)) return null;
  const version = 'version' in value && typeof value.version === 'string' ? value.version.slice(0, 64) : null;
  return { format, version };
}
