import { Checkbox, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { ExistingKeys, ExpiryRule, RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { SafetyNote } from '../../../components/feedback/safety-note.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { counted } from '../../../lib/counted.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { idProblem } from '../../tenants/create/create-form.ts';
import { useIdCheck } from '../../tenants/create/use-id-check.ts';
import { chosenData } from '../model/source-text.ts';
import * as restoreWords from '../words/restore.ts';
import { restoreKeys } from './do-restore-keys.ts';
import classes from './restore-keys-dialog.module.css';
import type { RestoreKeysTask } from './restore-keys-dialog-state.ts';
import { type KeysTarget, TargetFields } from './target-fields.tsx';
import { WhatItDoes } from './what-it-does.tsx';

interface RestoreKeysDialogProps {
  readonly task: RestoreKeysTask;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Previews and runs a restore of chosen keys. */
export function RestoreKeysDialog({ task, opened, onClose }: RestoreKeysDialogProps) {
  const { source, selection } = task;
  const proposed = task.into ?? ('instance' in source ? source.instance : MAIN);
  const [target, setTarget] = useState<KeysTarget>({ isNew: false, id: proposed });
  const [existing, setExisting] = useState<ExistingKeys>(task.existing ?? 'skip');
  const [expiry, setExpiry] = useState<ExpiryRule>('absolute');
  const [leavesOut, setLeavesOut] = useState(false);
  const [deletesExtra, setDeletesExtra] = useState(false);
  const [restoring, setRestoring] = useState(false);
  useEffect(() => {
    if (!opened) return;
    setTarget({ isNew: false, id: proposed });
    setExisting(task.existing ?? 'skip');
    setExpiry('absolute');
    setLeavesOut(false);
    setDeletesExtra(task.deletesExtra ?? false);
  }, [opened, proposed, task]);
  const check = useIdCheck(target.isNew ? target.id : '');
  const isChosen = !target.isNew || (idProblem(target.id) === null && check?.free === true);
  const canDeleteExtra = 'all' in selection && !target.isNew;
  const request: RestoreKeysRequest = {
    source,
    selection,
    ...(target.isNew ? { newTenant: { id: target.id, generatePassword: false } } : { into: target.id }),
    existing,
    expiry,
    ...(task.only && !target.isNew && { only: task.only }),
    unsuitable: leavesOut ? 'leave-out' : 'refuse',
    ...(canDeleteExtra && deletesExtra && { extra: 'delete' as const }),
  };
  const { data: preview, error } = useQuery(
    orpc.restoreKeys.preview.queryOptions({
      input: request,
      enabled: opened && !restoring && isChosen,
      staleTime: 0,
      retry: false,
      placeholderData: keepPreviousData,
      meta: { doing: restoreWords.previewTheRestore },
    }),
  );
  const shown = isChosen ? preview : undefined;
  const keys = shown?.selected.keys ?? task.keys;
  const isNothing =
    shown !== undefined &&
    shown.problem === null &&
    shown.restored.keys + shown.overwritten.keys + shown.deleted.keys === 0;
  const problem = error
    ? reasonOf(error).message
    : (shown?.problem ?? (isNothing ? restoreWords.nothingToRestore : null));
  // The CLI has no flag for these two.
  const hasLine = !target.isNew && !leavesOut && request.extra === undefined;
  const title = keys === null ? restoreWords.restoreTheKeys : counted(keys, 'key');
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={keys === null ? title : restoreWords.restoreCountedKeys(title)}
      confirmLabel={target.isNew ? restoreWords.createAndRestore : restoreWords.restoreWithUndo}
      size={640}
      destructive={(shown?.overwritten.keys ?? 0) + (shown?.deleted.keys ?? 0) > 0}
      protects={target.isNew ? [] : [target.id]}
      blocked={isChosen ? (shown === undefined && !error ? '' : problem) : ''}
      {...(task.flags !== null && hasLine && { line: lineOf(task, target.id, existing, expiry) })}
      onConfirm={(onProgress) => {
        setRestoring(true);
        return restoreKeys(request, onProgress)
          .then(() => task.onDone?.())
          .finally(() => setRestoring(false));
      }}
    >
      <p className={classes.about}>{restoreWords.fromSource(task.sourceTitle)}</p>
      <TargetFields target={target} onTarget={setTarget} check={check} />
      <div className={classes.options}>
        <div>
          <span className={classes.label}>{restoreWords.existingKeys}</span>
          <SegmentedControl
            aria-label={restoreWords.existingKeys}
            value={existing}
            disabled={target.isNew}
            onChange={(value) => setExisting(value as ExistingKeys)}
            data={[
              { value: 'skip', label: restoreWords.skip },
              { value: 'replace', label: restoreWords.replace },
              { value: 'newer', label: restoreWords.newer },
            ]}
          />
        </div>
        <div>
          <span className={classes.label}>{restoreWords.expiry}</span>
          <SegmentedControl
            aria-label={restoreWords.expiry}
            value={expiry}
            onChange={(value) => setExpiry(value as ExpiryRule)}
            data={[
              { value: 'absolute', label: restoreWords.absolute },
              { value: 'remaining', label: restoreWords.remaining },
              { value: 'none', label: restoreWords.none },
            ]}
          />
        </div>
      </div>
      {canDeleteExtra && (
        <Checkbox
          className={classes.leaveOut ?? ''}
          label={restoreWords.deleteExtra}
          checked={deletesExtra}
          onChange={(event) => setDeletesExtra(event.currentTarget.checked)}
        />
      )}
      {shown ? <WhatItDoes preview={shown} /> : isChosen && !error && <SkeletonRows rows={5} rowHeight={28} />}
      {(leavesOut || (shown?.unsuitable.length ?? 0) > 0) && (
        <Checkbox
          className={classes.leaveOut ?? ''}
          label={restoreWords.leaveThemOut}
          checked={leavesOut}
          onChange={(event) => setLeavesOut(event.currentTarget.checked)}
        />
      )}
      {target.isNew ? (
        <SafetyNote title={restoreWords.nothingExistingChanges}>{restoreWords.aNewTenantGetsTheKeys}</SafetyNote>
      ) : (
        <SafetyNote title={restoreWords.theFormerValuesAreKept}>{restoreWords.undoBringsThemBack}</SafetyNote>
      )}
    </ConfirmDialog>
  );
}

function lineOf({ source, flags }: RestoreKeysTask, into: string, existing: ExistingKeys, expiry: ExpiryRule): string {
  const from =
    source.kind === 'backup'
      ? { ...instanceFlag(source.instance), 'backup-name': source.name }
      : { file: source.kind === 'file' ? source.path : null };
  const isOwn = source.kind === 'backup' && source.instance === into;
  return terminalLine('restore', {
    ...from,
    data: chosenData(source),
    ...flags,
    into: isOwn ? null : into,
    existing: existing === 'skip' ? null : existing,
    expiry: expiry === 'absolute' ? null : expiry,
  });
}
