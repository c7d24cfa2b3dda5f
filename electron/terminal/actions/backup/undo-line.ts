import * as backupWords from './words.ts';

/** How the state before is brought back. */
export function undoLine(instance: string): string {
  return backupWords.toRestoreThePreviousDataAction(instance === 'main' ? '' : ` --instance ${instance}`);
}
