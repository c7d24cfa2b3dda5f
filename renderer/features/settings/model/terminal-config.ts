import { MAIN } from '../../../../shared/contract/names.ts';
import type { SettingsPlan } from '../../../../shared/contract/settings.ts';
import { quoted } from '../../../../shared/format/shell-word.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import * as formWords from '../words/form.ts';
import type { Draft } from './draft.ts';
import { fieldText } from './values.ts';

interface Line {
  readonly line: string | null;
  /** A note about the line, or why there is none. */
  readonly hint: string | null;
}

/** The equivalent terminal line. It never contains passwords, which the terminal reads from standard input. */
export function configLine(
  id: string,
  draft: Draft,
  plan: SettingsPlan | null,
  settings: ReadonlyMap<string, { readonly kind: string }>,
): Line {
  if (draft.kind === 'text') return { line: null, hint: formWords.noCliEquivalent };
  const values =
    draft.kind === 'form'
      ? Object.entries(draft.values).filter(([name]) => !draft.leftOut.includes(name))
      : (plan?.changes ?? []).map(({ directive, to }) => [directive, to] as const);
  const isSecret = (name: string) => settings.get(name)?.kind === 'secret';
  const words = values.map(([name, value]) => {
    if (isSecret(name) && value) return `--set ${name}=-`;
    const memory = settings.get(name)?.kind === 'memory' && value !== null;
    return `--set ${quoted(`${name}=${memory ? fieldText({ kind: 'memory' }, value) : (value ?? '')}`)}`;
  });
  const line = [terminalLine('config', { instance: id === MAIN ? null : id }), ...words].join(' ');
  const asks = values.some(([name, value]) => isSecret(name) && value);
  return { line, hint: asks ? formWords.passwordFromStandardInput : null };
}
