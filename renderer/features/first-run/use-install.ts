import { useState } from 'react';
import type { Operation } from '../../../shared/contract/operations.ts';
import { api } from '../../client/api.ts';
import { isCancelled } from '../../client/errors.ts';
import { runOperation, useOperation, useOperations } from '../../client/operations.ts';
import { go } from '../../lib/navigate.ts';
import { justInstalled } from '../instances/page/just-installed.tsx';
import type { InstallWish } from './install-form.ts';

interface Install {
  readonly install: (wish: InstallWish) => void;
  /** The installation that is going on, begun here, in another window or in a terminal. */
  readonly operation: Operation | null;
  /** What the last one failed of; null while none has, and when it was cancelled. */
  readonly error: unknown;
  readonly running: boolean;
}

/** Installs main and tells how it goes; finds one that is going on when the page is opened again. */
export function useInstall(): Install {
  const [begun, setBegun] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const found = useOperations().find(({ kind, state }) => kind === 'install' && state === 'running') ?? null;
  const [own, setOwn] = useState<Operation | null>(null);
  const followed = useOperation(own === null ? (found?.id ?? null) : null);
  const install = (wish: InstallWish) => {
    setBegun(true);
    setError(null);
    runOperation(() => api.instances.install(wish), { ownError: true, onProgress: setOwn })
      .then(() => {
        justInstalled.set(true);
        go('/');
      })
      .catch((failure: unknown) => setError(isCancelled(failure) ? null : failure))
      .finally(() => {
        setBegun(false);
        setOwn(null);
      });
  };
  // An operation of another program can be listed, but not followed.
  const operation = own ?? (followed?.state === 'running' ? followed : found);
  return { install, operation, error, running: begun || operation !== null };
}
