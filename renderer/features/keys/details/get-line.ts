import { MAIN } from '../../../../shared/contract/names.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { chosenData } from '../model/source-text.ts';
import type { ValueTarget } from '../viewers/value-target.ts';

/** The CLI command that prints a value; null for keys and sources that a command line cannot name. */
export function getLine({ source, database, name }: ValueTarget): string | null {
  if (!('text' in name) || name.text === '' || /\p{Cc}/u.test(name.text) || source.kind === 'upload') return null;
  const of =
    source.kind === 'file'
      ? { file: source.path }
      : {
          instance: source.instance === MAIN ? null : source.instance,
          'backup-name': source.kind === 'backup' ? source.name : null,
        };
  return terminalLine('get', {
    ...of,
    data: chosenData(source),
    database: database === 0 ? null : database,
    key: name.text,
  });
}
