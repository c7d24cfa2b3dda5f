import { Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Machine } from '../../../../shared/contract/machine.ts';
import type { MovePreview } from '../../../../shared/contract/move.ts';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes, exactTime } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { NodeField } from '../create/node-field.tsx';
import { PublishField, useNeedsOpenPort } from '../create/publish-field.tsx';
import * as moveWords from '../words/move.ts';
import { moveTo } from './move.ts';
import classes from './move-dialog.module.css';
import { moveAsked } from './move-dialog-state.ts';

/** Chooses a machine, previews the move, and moves. Closing the dialog does not stop the move. */
export function MoveDialog() {
  const asked = useStore(moveAsked);
  // The dialog keeps its subject while it closes.
  const [id, setId] = useState(asked ?? '');
  const [engine, setEngine] = useState<string | null>(null);
  const [node, setNode] = useState('');
  const [publish, setPublish] = useState(false);
  const [forward, setForward] = useState(false);
  const [isMoving, setMoving] = useState(false);
  useEffect(() => {
    if (asked === null) return;
    setId(asked);
    setEngine(null);
    setNode('');
    setPublish(false);
    setForward(false);
  }, [asked]);
  const isOpen = asked !== null;
  const machines = useQuery(
    orpc.engines.machines.queryOptions({ enabled: isOpen, meta: { doing: moveWords.listMachines } }),
  );
  const tenant = useQuery(orpc.tenants.list.queryOptions({ enabled: isOpen, meta: { doing: moveWords.listMachines } }));
  const here = tenant.data?.find((one) => one.id === id)?.engine ?? LOCAL_ENGINE;
  const others = (machines.data ?? []).filter(({ name }) => name !== here);
  const opensPort = publish && node === '';
  // The field of the port says so.
  const needsPort = useNeedsOpenPort(engine ?? '') && node === '' && !publish;
  const choice = {
    ...{ id, engine: engine ?? '', forward },
    ...(node !== '' && { node }),
    ...(opensPort && { publish: 'tls' as const }),
  };
  const preview = useQuery(
    orpc.tenants.movePreview.queryOptions({
      input: { ...choice, undo: false },
      // The preview is obsolete once the move has begun.
      enabled: isOpen && engine !== null && !isMoving && !needsPort,
      staleTime: 0,
      retry: false,
      meta: { doing: moveWords.previewTheMove(id) },
    }),
  );
  const isReady = engine !== null && !needsPort && preview.data !== undefined && !preview.isFetching;
  const problem = preview.error && !preview.isFetching && !needsPort ? reasonOf(preview.error).message : null;
  const unread = machines.error && !machines.isFetching ? reasonOf(machines.error).message : null;
  const none = machines.data !== undefined && others.length === 0 ? moveWords.noOtherMachine : null;
  return (
    <ConfirmDialog
      opened={isOpen}
      onClose={() => moveAsked.set(null)}
      title={moveWords.moveTitle(id)}
      confirmLabel={moveWords.move}
      size={560}
      protects={[id]}
      blocked={none ?? unread ?? problem ?? (isReady ? null : '')}
      line={terminalLine('move-client', {
        ...{ 'client-id': id, engine: engine ?? 'NAME', node: node || null, publish: opensPort ? 'tls' : null },
        forward: forward ? 'yes' : null,
      })}
      onConfirm={(onProgress) => {
        setMoving(true);
        return moveTo(choice, onProgress).finally(() => setMoving(false));
      }}
    >
      <p>{moveWords.itWorksMeanwhile}</p>
      <Select
        mt={12}
        label={moveWords.machine}
        placeholder={moveWords.chooseAMachine}
        data={others.map(choiceOf)}
        value={engine}
        onChange={(chosen) => {
          setEngine(chosen);
          setNode('');
          setPublish(false);
        }}
        allowDeselect={false}
        disabled={others.length === 0}
      />
      {engine !== null && <NodeField engine={engine} node={node} onChange={setNode} />}
      {engine !== null && node === '' && <PublishField engines={[engine]} publish={publish} onChange={setPublish} />}
      {engine !== null && preview.isFetching && <p className="hint">{moveWords.checking}</p>}
      {isReady && <Figures preview={preview.data} forward={forward} onForward={setForward} />}
    </ConfirmDialog>
  );
}

function choiceOf({ name, address, state, memoryBytes }: Machine) {
  const shown = name === LOCAL_ENGINE ? moveWords.thisComputer : name;
  const away = state === 'unreachable';
  const about = away ? moveWords.unreachable : memoryBytes === null ? address : moveWords.memoryOf(bytes(memoryBytes));
  return { value: name, label: `${shown} (${about})`, disabled: away };
}

interface FiguresProps {
  readonly preview: MovePreview;
  readonly forward: boolean;
  readonly onForward: (forward: boolean) => void;
}

function Figures({ preview, forward, onForward }: FiguresProps) {
  const { keys, memoryBytes, from, to, clientsConnected, warnings, keptUntil } = preview;
  const size = memoryBytes === null ? moveWords.unknown : bytes(memoryBytes);
  const rows = [
    [moveWords.data, moveWords.keysInBytes(keys === null ? moveWords.unknown : counted(keys, 'key'), size)],
    [moveWords.address, moveWords.fromTo(from.port, to.port)],
    [moveWords.clientsConnected, clientsConnected === null ? moveWords.unknown : String(clientsConnected)],
    [moveWords.runsAs, runtimeTraits[to.runtime].label],
  ] as const;
  return (
    <>
      <dl className={classes.figures}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {warnings.map((warning) => (
        <p key={warning} className="hint">
          {coreDetail(warning)}
        </p>
      ))}
      <Checkbox
        mt={12}
        label={moveWords.forwardOldPort(from.port)}
        description={moveWords.whileTheAppRuns}
        checked={forward}
        onChange={(event) => onForward(event.currentTarget.checked)}
      />
      <p className={`hint ${classes.kept}`}>{moveWords.oldCopyKept(exactTime(keptUntil))}</p>
    </>
  );
}
