import { Button } from '@mantine/core';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import { useLiveStatus } from '../../client/live.ts';
import { CopyButton } from '../../components/form/copy-button.tsx';
import { coreSentence } from '../../lib/core-sentence.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { useCommand } from '../instances/commands/use-command.ts';
import { checkFix, checkLine } from './check-fix.ts';
import classes from './diagnostics-view.module.css';
import * as diagnosticsWords from './words.ts';

interface CheckActionsProps {
  readonly check: Check;
  readonly disabled: boolean;
}

/** The fix of a finding as a button, and its terminal line to copy. */
export function CheckActions({ check, disabled }: CheckActionsProps) {
  const fix = checkFix(check);
  const line = checkLine(check);
  const target = fix !== null && 'command' in fix ? fix : null;
  const instance = useLiveStatus(target?.instance ?? null) ?? null;
  const { run, blocked } = useCommand(target?.command ?? null, instance);
  if (check.level === 'ok') return null;
  // No button for a command that does not apply, such as raising a limit that is not set.
  const shown = fix !== null && (target === null || blocked !== '') ? fix : null;
  return (
    <div className={classes.actions}>
      {shown && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled || (target !== null && blocked !== null)}
          title={(target !== null && blocked) || undefined}
          aria-label={diagnosticsWords.fixOf(shown.label, coreSentence(check.title))}
          onClick={() => ('to' in shown ? navigateTo(shown.to) : run())}
        >
          {shown.label}
        </Button>
      )}
      {line !== null && <CopyButton value={line} what={diagnosticsWords.theCommandFor(coreSentence(check.title))} />}
    </div>
  );
}
