import { Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import * as createWords from '../words/create.ts';
import { idProblem, LONGEST_ID, nearestId } from './create-form.ts';
import classes from './id-field.module.css';

interface IdFieldProps {
  readonly id: string;
  readonly onChange: (id: string) => void;
  /** Undefined while the core checks the id. */
  readonly check: IdCheck | undefined;
  /** It takes the focus although its dialog is already open, as after "Create another". */
  readonly autoFocus?: boolean;
}

/** The id, checked during input: the rule immediately, its availability by the core. */
export function IdField({ id, onChange, check, autoFocus = false }: IdFieldProps) {
  const problem = id === '' ? null : idProblem(id);
  const taken = id !== '' && problem === null && check?.free === false;
  const good = id !== '' && problem === null && check?.free === true;
  const near = problem === null ? null : nearestId(id);
  return (
    <TextInput
      label={createWords.tenantId}
      data-autofocus
      // Not when the dialog opens: a closing menu returns the focus if it already moved when the menu closed.
      autoFocus={autoFocus}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      placeholder={createWords.acmeCorp}
      value={id}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={problem !== null || taken}
      rightSection={good ? <IconCheck size={16} className={classes.good} aria-hidden="true" /> : null}
      // Mantine describes the field by its own description only.
      inputWrapperOrder={['label', 'input', 'description']}
      descriptionProps={{ className: classes.check }}
      description={
        <>
          <span className={classes.said} aria-live="polite">
            {problem !== null && <Problem text={problem} />}
            {taken && <Problem text={coreDetail(check?.reason) ?? createWords.aTenantWithThisIdAlready} />}
            {good && <Good text={createWords.free} />}
            {id !== '' && problem === null && <Good text={createWords.validId} />}
            {near !== null && (
              <Button variant="default" size="compact-xs" onClick={() => onChange(near)}>
                {createWords.nearToUse(near)}
              </Button>
            )}
          </span>
          <span className={classes.rule}>
            {problem === null && createWords.aZ09Hyphen}
            {createWords.countOfLongestId(id.length, LONGEST_ID)}
          </span>
        </>
      }
    />
  );
}

function Good({ text }: { readonly text: string }) {
  return (
    <span className={classes.good}>
      <IconCheck size={14} aria-hidden="true" /> {text}
    </span>
  );
}

function Problem({ text }: { readonly text: string }) {
  return (
    <span className={classes.bad}>
      <IconAlertTriangle size={14} aria-hidden="true" /> {text}
    </span>
  );
}
