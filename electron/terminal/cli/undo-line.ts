import * as cliWords from './words.ts';

/** How the state before is brought back. */
export function undoLine(instance: string): string {
  return cliWords.toRestoreThePreviousDataAction(instance === 'main' ? '' : ` --instance ${instance}`);
}
