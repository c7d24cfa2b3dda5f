import { terminalLine } from '../../../lib/terminal-line.ts';
import { chosenData } from '../../keys/model/source-text.ts';
import type { ChosenPlace } from './compare-address.ts';

/** The CLI command that lists one key of a comparison; null for sources that the CLI cannot name. */
export function compareLine({ before, after }: ChosenPlace, opened: ChosenPlace['key']): string | null {
  if (before.kind === 'upload' || after.kind === 'upload' || after.kind === 'file') return null;
  // The flag is about the first side.
  if (chosenData(after) !== null) return null;
  const name = opened?.name;
  return terminalLine('compare', {
    ...(before.kind === 'file' ? { file: before.path } : { instance: before.instance }),
    ...(before.kind === 'backup' && { 'backup-name': before.name }),
    data: chosenData(before),
    with: after.kind === 'instance' ? 'live' : after.name,
    ...((before.kind === 'file' || before.instance !== after.instance) && { 'with-instance': after.instance }),
    ...(opened && { database: opened.database }),
    ...(name && 'text' in name && { prefix: name.text }),
  });
}
