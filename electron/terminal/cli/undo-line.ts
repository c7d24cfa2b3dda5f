import * as cliWords from './words.ts';

/** The command that restores the former state. */
export function undoLine(instance: string): string {
  return cliWords.toRestoreThePreviousDataAction(instance === 'main' ? '' : ` --instance ${instance}`);
}
