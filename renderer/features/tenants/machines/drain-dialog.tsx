import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Machine } from '../../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { api, orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { runOperation } from '../../../client/operations.ts';
import { showDone } from '../../../client/toasts.tsx';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { PublishField } from '../create/publish-field.tsx';
import * as machinesWords from '../words/machines.ts';
import { shownName } from './machine-columns.ts';

interface DrainDialogProps {
  /** Null: closed. */
  readonly name: string | null;
  readonly machines: readonly Machine[];
  readonly onClose: () => void;
}

/** Chooses the targets of a machine's tenants, previews the moves, and runs them with one progress bar. */
export function DrainDialog({ name, machines, onClose }: DrainDialogProps) {
  // The dialog keeps its subject while it closes.
  const [engine, setEngine] = useState(name ?? '');
  const [to, setTo] = useState<string[]>([]);
  const [publish, setPublish] = useState(false);
  useEffect(() => {
    if (name === null) return;
    setEngine(name);
    setTo([]);
    setPublish(false);
  }, [name]);
  const opensPorts = publish && !to.includes(LOCAL_ENGINE);
  const input = { engine, to, ...(opensPorts && { publish: 'tls' as const }) };
  const preview = useQuery(
    orpc.tenants.drainPreview.queryOptions({
      input: { ...input, forward: false },
      enabled: name !== null && to.length > 0,
      staleTime: 0,
      retry: false,
      meta: { doing: machinesWords.previewTheDrain },
    }),
  );
  const plan = to.length > 0 ? preview.data : undefined;
  const problem = preview.error && !preview.isFetching ? reasonOf(preview.error).message : null;
  const drain = async (onProgress: NonNullable<Parameters<typeof runOperation>[1]>['onProgress']) => {
    const options = { quiet: true, ownError: true, ...(onProgress && { onProgress }) };
    const { result } = await runOperation(() => api.tenants.drain(input), options);
    const { moved, left } = result;
    const rest = left.length === 0 ? machinesWords.allMoved : machinesWords.stayedCount(left.length);
    showDone(machinesWords.movedAway(moved.length, shownName(engine)), rest);
  };
  return (
    <ConfirmDialog
      opened={name !== null}
      onClose={onClose}
      title={machinesWords.drainTitle(shownName(engine))}
      confirmLabel={machinesWords.drainLabel}
      size={560}
      protects={plan?.moves.slice(0, 1).map(({ id }) => id) ?? []}
      blocked={problem ?? (plan && plan.moves.length > 0 ? null : '')}
      line={terminalLine('engines', {
        ...{ drain: engine, targets: to.join(',') || '…', publish: opensPorts ? 'tls' : null },
      })}
      onConfirm={drain}
    >
      <p>{machinesWords.twoAtATime}</p>
      <MultiSelect
        mt={12}
        label={machinesWords.moveThemTo}
        data={machines
          .filter((one) => one.name !== engine)
          .map((one) => ({ value: one.name, label: shownName(one.name), disabled: one.state === 'unreachable' }))}
        value={to}
        onChange={setTo}
      />
      <PublishField engines={to} publish={publish} onChange={setPublish} />
      <ul>
        {plan?.moves.map(({ id, to: target }) => (
          <li key={id}>{machinesWords.goesTo(id, shownName(target))}</li>
        ))}
        {plan?.left.map(({ id, reason }) => (
          <li key={id} className="text-2">
            {machinesWords.stays(id, coreDetail(reason))}
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}
