import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ConnectedClient } from '../../../../shared/contract/server.ts';
import { api } from '../../../client/api.ts';
import { showDone, showWarning } from '../../../client/toasts.tsx';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { Fact, Facts } from '../../../components/layout/facts.tsx';
import { bytes, duration, UNKNOWN } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import classes from '../frame/panel.module.css';
import * as clientWords from '../words/clients.ts';
import { clientName } from './client-columns.tsx';

const MAX_REASON = 200;

interface KillClientDialogProps {
  readonly id: string;
  /** Null while it is closed. */
  readonly client: ConnectedClient | null;
  readonly onClose: () => void;
  readonly onKilled: () => void;
}

/** Asks before a client is disconnected, and takes the reason for the activity log. */
export function KillClientDialog({ id, client, onClose, onKilled }: KillClientDialogProps) {
  const [reason, setReason] = useState('');
  // Keeps the text while the dialog fades out.
  const [shown, setShown] = useState<ConnectedClient | null>(null);
  useEffect(() => {
    if (client === null) return;
    setShown(client);
    setReason('');
  }, [client]);
  if (shown === null) return null;
  const kill = async () => {
    const { id: number, address } = shown;
    const done = await api.server.killClient({ id, client: number, address, reason: reason.trim() });
    if (done.killed) showDone(clientWords.disconnected(number, id));
    else showWarning(clientWords.wasGone(number));
    onKilled();
  };
  return (
    <ConfirmDialog
      opened={client !== null}
      onClose={onClose}
      title={clientWords.disconnectTitle(shown.id, id)}
      confirmLabel={clientWords.disconnect}
      destructive
      irreversible
      line={terminalLine('server', {
        ...instanceFlag(id),
        'kill-client': shown.id,
        reason: reason.trim() || null,
        yes: 'yes',
      })}
      onConfirm={kill}
    >
      <Facts nameWidth={104}>
        <Fact name={clientWords.client}>
          {[...new Set([clientName(shown), shown.program])].filter(Boolean).join(', ')}
        </Fact>
        <Fact name={clientWords.address}>{shown.address || UNKNOWN}</Fact>
        <Fact name={clientWords.command}>{shown.command || UNKNOWN}</Fact>
        <Fact name={clientWords.age}>{duration(shown.ageSeconds)}</Fact>
        <Fact name={clientWords.idle}>{duration(shown.idleSeconds)}</Fact>
        <Fact name={clientWords.memory}>{bytes(shown.memoryBytes)}</Fact>
      </Facts>
      <p className={classes.paragraph}>{shown.role === 'replica' ? clientWords.replicaEffect : clientWords.effect}</p>
      <TextInput
        label={clientWords.reason}
        description={clientWords.reasonHint}
        maxLength={MAX_REASON}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
