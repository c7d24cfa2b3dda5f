import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Machine } from '../../../../shared/contract/machine.ts';
import type { DrainPreview } from '../../../../shared/contract/move.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { api, orpc } from '../../../client/api.ts';
import { isCancelled, reasonOf } from '../../../client/errors.ts';
import { runOperation } from '../../../client/operations.ts';
import { showDone, showFailure, showWarning } from '../../../client/toasts.tsx';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { PublishField } from '../create/publish-field.tsx';
import * as machinesWords from '../words/machines.ts';
import { nameInASentence, shownName } from './machine-columns.ts';

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
  const others = machines.filter((one) => one.name !== engine);
  const shown = useRef(name);
  useEffect(() => {
    shown.current = name;
  }, [name]);
  const drain = async (onProgress: NonNullable<Parameters<typeof runOperation>[1]>['onProgress']) => {
    const options = { quiet: true, ownError: true, ...(onProgress && { onProgress }) };
    const { result } = await runOperation(() => api.tenants.drain(input), options).catch((error: unknown) => {
      // The dialog was closed meanwhile.
      if (shown.current !== engine && !isCancelled(error))
        showFailure(machinesWords.drainTitle(nameInASentence(engine)), error);
      throw error;
    });
    const { moved, left } = result;
    const title = machinesWords.movedAway(moved.length, nameInASentence(engine));
    if (left.length === 0) showDone(title, machinesWords.allMoved);
    else showWarning(title, whoStayed(left));
  };
  return (
    <ConfirmDialog
      opened={name !== null}
      onClose={onClose}
      title={machinesWords.drainTitle(nameInASentence(engine))}
      confirmLabel={machinesWords.drainLabel}
      size={560}
      protects={plan?.moves.slice(0, 1).map(({ id }) => id) ?? []}
      blocked={problem ?? reasonNotToMove(others, plan)}
      line={terminalLine('engines', {
        ...{ drain: engine, targets: to.join(',') || 'NAMES', publish: opensPorts ? 'tls' : null },
      })}
      onConfirm={drain}
    >
      <p>{machinesWords.twoAtATime}</p>
      <MultiSelect
        mt={12}
        label={machinesWords.moveThemTo}
        placeholder={to.length === 0 ? machinesWords.chooseMachines : undefined}
        data={others.map(choiceOf)}
        value={to}
        onChange={setTo}
        disabled={others.length === 0}
      />
      <PublishField engines={to} publish={publish} onChange={setPublish} />
      {to.length > 0 && preview.isFetching && <p className="hint">{machinesWords.checking}</p>}
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

function choiceOf({ name, state }: Machine) {
  const away = state === 'unreachable';
  return { value: name, label: away ? machinesWords.isUnreachable(shownName(name)) : shownName(name), disabled: away };
}

/** Empty if the list of tenants says it, or nothing is chosen yet. */
function reasonNotToMove(others: readonly Machine[], plan: DrainPreview | undefined): string | null {
  if (others.length === 0) return machinesWords.noOtherMachine;
  if (plan === undefined) return '';
  if (plan.moves.length > 0) return null;
  return plan.left.length === 0 ? machinesWords.hasNoTenants : '';
}

/** Reasons that a message has room for. */
const MAX_REASONS = 3;

function whoStayed(left: DrainPreview['left']): string {
  const reasons = left.slice(0, MAX_REASONS).map(({ id, reason }) => machinesWords.stays(id, coreDetail(reason)));
  const more = left.length - reasons.length;
  return [...reasons, ...(more > 0 ? [machinesWords.moreStayed(more)] : [])].join(' ');
}
