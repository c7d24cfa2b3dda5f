import { join } from 'node:path';
import type { CompanionChange } from '../../../../shared/contract/companion.ts';
import type { ActionContext } from '../../cli/action.ts';
import { toFailure } from '../../cli/failures.ts';
import { perform } from '../../cli/perform.ts';
import { companionLine } from './companion-lines.ts';
import * as companionWords from './words.ts';

/** A requested companion that could not be created, and why. */
interface NotMade {
  readonly name: string;
  readonly code: string;
  readonly reason: string;
}

/** The result of a request for companions. */
export interface CompanionsMade {
  readonly made: readonly CompanionChange[];
  readonly notMade: readonly NotMade[];
  readonly lines: readonly string[];
}

/** Failures of one companion after which the others are still created. */
const ofOneCompanion: ReadonlySet<string> = new Set([
  ...['IMAGE_UNAVAILABLE', 'NO_RUNTIME', 'START_FAILED', 'PORT_TAKEN', 'NO_FREE_PORT', 'ALREADY_EXISTS', 'DISK_FULL'],
  ...['ENGINE_UNREACHABLE', 'FILE_UNREADABLE', 'HOME_NOT_WRITABLE', 'NOT_FOUND'],
]);

/** Creates the companions of a tenant one after the other. A failure does not stop the rest. */
export async function createCompanions(
  context: ActionContext,
  id: string,
  wanted: readonly { readonly name: string; readonly title: string }[],
): Promise<CompanionsMade> {
  const made: CompanionChange[] = [];
  const notMade: NotMade[] = [];
  const lines: string[] = [];
  for (const { name, title } of wanted) {
    try {
      const { result } = await perform(context, (api) => api.companions.create({ id, name }));
      made.push(result);
      if (result.unchanged !== undefined) lines.push(result.unchanged);
      lines.push(companionLine(result));
    } catch (error) {
      const { code, message } = toFailure(error);
      if (context.stop.signal.aborted || !ofOneCompanion.has(code)) throw error;
      notMade.push({ name, code, reason: message });
      context.output.note(companionWords.notCreated(title, message));
    }
  }
  const api = await context.api();
  if (made.length > 0) {
    const { folder } = await context.stop.orStop(api.companions.files({ id }));
    lines.push(companionWords.environmentIn(join(folder, '.env')));
  }
  return { made, notMade, lines };
}
