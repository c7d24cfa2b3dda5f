import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { useStore } from '../../../lib/store.ts';
import { idProblem } from '../create/create-form.ts';
import { IdField } from '../create/id-field.tsx';
import { useIdCheck } from '../create/use-id-check.ts';
import * as branchWords from '../words/branch.ts';
import classes from './branch-dialog.module.css';
import { branchAsked } from './branch-dialog-state.ts';
import { branchLine, type LifetimeChoice, lifetimeChoices, lifetimes, secondsOf } from './branch-form.ts';

/** Copies an instance or a backup into a new tenant that expires. */
export function BranchDialog() {
  const asked = useStore(branchAsked);
  // The dialog keeps its subject while it closes.
  const [last, setLast] = useState(asked);
  if (asked !== null && asked !== last) setLast(asked);
  const [id, setId] = useState('');
  const [choice, setChoice] = useState<LifetimeChoice>('24h');
  const check = useIdCheck(id);
  useEffect(() => {
    if (asked !== null) setId('');
  }, [asked]);
  if (last === null) return null;
  const { from, backup } = last;
  const ready = id !== '' && idProblem(id) === null && check?.free === true;
  const branch = async (onProgress: NonNullable<Parameters<typeof runOperation>[1]>['onProgress']) => {
    const input = { id, from, expiresInSeconds: secondsOf(choice), ...(backup !== null && { backup }) };
    await runOperation(() => api.tenants.branch(input), { ownError: true, ...(onProgress && { onProgress }) });
    navigateTo(`/instances/${id}`);
  };
  return (
    <ConfirmDialog
      opened={asked !== null}
      onClose={() => branchAsked.set(null)}
      title={branchWords.branchFrom(backup ?? from)}
      confirmLabel={branchWords.createBranch}
      line={branchLine(id, last, choice)}
      blocked={ready ? null : ''}
      onConfirm={branch}
    >
      <div className={classes.fields}>
        <p>{branchWords.aBranchIsACopy(backup ?? from)}</p>
        <IdField id={id} onChange={setId} check={check} />
        <Select
          label={branchWords.expiresAfter}
          description={branchWords.thenItIsKeptFor7Days}
          data={lifetimeChoices}
          value={choice}
          onChange={(value) => setChoice(lifetimes.find((one) => one === value) ?? '24h')}
          allowDeselect={false}
        />
        <p className="hint">{branchWords.settingsCopied(from)}</p>
      </div>
    </ConfirmDialog>
  );
}
