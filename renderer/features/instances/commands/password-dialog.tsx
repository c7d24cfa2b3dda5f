import { PasswordInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { passwordProblem } from '../../../../shared/password-problem.ts';
import * as passwordWords from '../../../../shared/password-words.ts';
import { api, orpc } from '../../../client/api.ts';
import { queryClient } from '../../../client/query-client.ts';
import { showDone } from '../../../client/toasts.tsx';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { useStore } from '../../../lib/store.ts';
import * as commandsWords from '../words/commands.ts';
import { passwordDialog } from './password-dialog-state.ts';

/** Asks for the password of a server that refuses the app. Mount it once. */
export function PasswordDialog() {
  const id = useStore(passwordDialog);
  // Keeps the text while the dialog fades out.
  const [shown, setShown] = useState('');
  const [password, setPassword] = useState('');
  useEffect(() => {
    setPassword('');
    if (id !== null) setShown(id);
  }, [id]);
  const enter = async () => {
    const list = await api.passwords.enter({ id: shown, password });
    queryClient.setQueryData(orpc.passwords.list.queryKey(), list);
    const kept = list.items.find((item) => item.id === shown)?.keptIn ?? 'session';
    showDone(commandsWords.passwordAccepted(shown), commandsWords.itIsKept(passwordWords.keptPlaces[kept]));
  };
  return (
    <ConfirmDialog
      opened={id !== null}
      onClose={() => passwordDialog.set(null)}
      title={commandsWords.enterThePasswordOf(shown)}
      confirmLabel={commandsWords.usePassword}
      blocked={password === '' ? '' : null}
      onConfirm={enter}
    >
      <PasswordInput
        data-autofocus
        label={commandsWords.password}
        value={password}
        autoComplete="off"
        maxLength={4096}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {id !== null && <KeptPlace />}
    </ConfirmDialog>
  );
}

/** Where the password will be, before it is entered. */
function KeptPlace() {
  const { data } = useQuery(
    orpc.passwords.list.queryOptions({ staleTime: 0, meta: { doing: commandsWords.readWherePasswordsAre } }),
  );
  if (data === undefined) return <p>{commandsWords.theServerChecksIt}</p>;
  return (
    <p>
      {commandsWords.theServerChecksIt}{' '}
      {data.problem === null
        ? commandsWords.itWillBeKept(passwordWords.keptPlaces[data.keptIn])
        : `${passwordProblem(data)} ${commandsWords.orAFile}`}
    </p>
  );
}
