import type { CompanionBackup } from '../../../../shared/contract/companion.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { ActionContext } from '../../cli/action.ts';
import * as companionWords from './words.ts';

/** The companions of an instance, with the backups that were taken together with that of its Redis; null: none was. */
export async function backedUpWith(
  { api, stop }: ActionContext,
  instance: string,
  name: string,
): Promise<{
  readonly documents: readonly { readonly name: string; readonly backup: CompanionBackup | null }[];
  readonly lines: readonly string[];
}> {
  if (instance === MAIN) return { documents: [], lines: [] };
  const { companions } = await api();
  const all = await stop.orStop(companions.list({ id: instance }));
  const found = await Promise.all(
    all.map(async (one) => {
      const backups = await stop.orStop(companions.backups({ id: instance, name: one.name }));
      return { ...one, backup: backups.find((backup) => backup.name === name) ?? null };
    }),
  );
  return {
    documents: found.map(({ name: companion, backup }) => ({ name: companion, backup })),
    lines: found.map(({ title, name: companion, backup }) =>
      backup === null
        ? companionWords.notBackedUp(title, instance, companion)
        : companionWords.backedUpWithIt(title, backup.name),
    ),
  };
}
