import { AppError } from '../../../shared/contract/errors.ts';
import { badUsage } from './bad-usage.ts';
import * as flagsWords from './words.ts';

/** The minimum length of an abbreviated id. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/**
 * The item that a flag names by its id or the beginning of it.
 * @param flag `--schedule`
 * @param what `schedule`; an s forms its plural
 * @throws AppError NOT_FOUND if it matches none, BAD_VALUE if it matches several
 */
export function byBeginning<T extends { readonly id: string }>(
  all: readonly T[],
  { flag, given, what }: { readonly flag: string; readonly given: string; readonly what: string },
): T {
  const [found, ...more] = all.filter(({ id }) => id.startsWith(given));
  if (found && more.length === 0) return found;
  const why = found ? flagsWords.matchesSeveralWhatS(what) : flagsWords.matchesNoWhat(what);
  const which = all.length === 0 ? flagsWords.thereIsNoneYet : flagsWords.giveOneOfAll(idsOf(all));
  const message = `${flag}: "${given}" ${why}: ${which}`;
  throw found ? badUsage(flag, idsOf(all), message) : new AppError('NOT_FOUND', message, { what, id: given });
}

/** `1a2b3c4d, 5e6f7a8b`; only the first of very many. */
export function idsOf(all: readonly { readonly id: string }[]): string {
  const maxShown = 12;
  const shown = all.slice(0, maxShown).map(({ id }) => shortId(id));
  if (all.length > maxShown) shown.push(flagsWords.andValueMore(all.length - maxShown));
  return shown.join(', ') || 'there is none yet';
}
