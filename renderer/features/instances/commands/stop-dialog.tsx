import { useEffect, useState } from 'react';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { counted } from '../../../lib/counted.ts';
import { count } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import * as commandsWords from '../words/commands.ts';
import { instanceFlag } from './instance-commands.ts';
import { type StopAsked, stopAsked } from './stop-dialog-state.ts';
import { StopLosses } from './stop-losses.tsx';

/** Asks before clients are disconnected or keys are lost. Mount it once. */
export function StopDialog() {
  const asked = useStore(stopAsked);
  // Keeps the text while the dialog fades out.
  const [shown, setShown] = useState<StopAsked | null>(asked);
  useEffect(() => {
    if (asked !== null) setShown(asked);
  }, [asked]);
  if (!shown) return null;
  const { verb, ids, clients, losses, failure, run } = shown;
  const [only] = ids;
  const yes = losses.length > 0 || failure !== null ? 'yes' : null;
  const line = ids.length === 1 ? { line: terminalLine(verb.toLowerCase(), { ...instanceFlag(only), yes }) } : {};
  // After a failed save the dialog asks about all its instances.
  const accepted = new Set(failure === null ? losses.map(({ id }) => id) : ids);
  return (
    <ConfirmDialog
      opened={asked !== null}
      onClose={() => stopAsked.set(null)}
      title={commandsWords.stopTitle[verb](
        ids.length === 1 ? (only ?? '') : commandsWords.countTenants(ids.length),
        failure === null ? '' : commandsWords.withoutSaving,
      )}
      confirmLabel={(failure === null ? commandsWords.stopLabels : commandsWords.stopAnyway)[verb]}
      destructive
      irreversible={yes !== null}
      protects={ids}
      {...line}
      onConfirm={async () => {
        // The status bar shows the progress, a toast the failure.
        void Promise.resolve(run(accepted)).catch(() => undefined);
      }}
    >
      {failure?.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
      <StopLosses losses={losses} />
      {clients.length > 0 && (
        <p>
          <strong>{clientsSentence(shown)}</strong>{' '}
          {verb === 'Stop'
            ? commandsWords.theirConnectionsAreClosedAndThey
            : commandsWords.theirConnectionsAreClosedMost}
        </p>
      )}
      {clients.length > 1 && (
        <ul>
          {clients.map(({ id, count: clientCount }) => (
            <li key={id}>
              {id}: {clientCount === null ? commandsWords.couldNotBeCounted : count(clientCount)}
            </li>
          ))}
        </ul>
      )}
      {yes === null && (
        <p>{verb === 'Stop' ? commandsWords.dataIsSavedFirst : commandsWords.theDataIsSavedFirstAnd2}</p>
      )}
      {losses.length > 0 && losses.length < ids.length && <p>{commandsWords.dataOfOthersIsSaved}</p>}
    </ConfirmDialog>
  );
}

/** `3 other clients are connected.` */
function clientsSentence({ clients }: StopAsked): string {
  const known = clients.reduce((sum, { count: clientCount }) => sum + (clientCount ?? 0), 0);
  const uncounted = clients.some(({ count: clientCount }) => clientCount === null);
  if (known === 0) return commandsWords.couldNotReadTheNumberOf;
  const number = counted(known, commandsWords.otherClientIsConnected, commandsWords.otherClientsAreConnected);
  return uncounted ? commandsWords.atLeastNumber(number) : `${number}.`;
}
