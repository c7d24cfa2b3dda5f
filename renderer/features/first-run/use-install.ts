import { useState } from 'react';
import type { Operation } from '../../../shared/contract/operations.ts';
import { api } from '../../client/api.ts';
import { isCancelled } from '../../client/errors.ts';
import { runOperation, useOperation, useOperations } from '../../client/operations.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { justInstalled } from '../instances/page/just-installed.tsx';
import type { InstallRequest } from './install-form.ts';

interface Install {
  readonly install: (request: InstallRequest) => void;
  /** The running installation, started here, in another window or in a terminal. */
  readonly operation: Operation | null;
  /** The failure of the last attempt; null before one, and after a cancellation. */
  readonly error: unknown;
  readonly running: boolean;
}

/** Installs main and follows its progress, also after a reload of the page. */
export function useInstall(): Install {
  const [begun, setBegun] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const found = useOperations().find(({ kind, state }) => kind === 'install' && state === 'running') ?? null;
  const [own, setOwn] = useState<Operation | null>(null);
  const followed = useOperation(own === null ? (found?.id ?? null) : null);
  const install = (request: InstallRequest) => {
    setBegun(true);
    setError(null);
    runOperation(() => api.instances.install(request), { ownError: true, onProgress: setOwn })
      .then(() => {
        justInstalled.set(true);
        // Main is listed before its operation ends. A user who navigated elsewhere meanwhile stays there.
        if (['', '#/', '#/install'].includes(window.location.hash)) navigateTo('/');
      })
      .catch((failure: unknown) => setError(isCancelled(failure) ? null : failure))
      .finally(() => {
        setBegun(false);
        setOwn(null);
      });
  };
  // An operation of another process is listed, but cannot be followed.
  const operation = own ?? (followed?.state === 'running' ? followed : found);
  return { install, operation, error, running: begun || operation !== null };
}
