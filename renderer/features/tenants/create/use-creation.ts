import { useEffect, useRef, useState } from 'react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api } from '../../../client/api.ts';
import { isCancelled } from '../../../client/errors.ts';
import { runOperation } from '../../../client/operations.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import * as createWords from '../words/create.ts';
import { type CreateForm, inputOf } from './create-form.ts';

type Creation =
  | { readonly is: 'asked' }
  | { readonly is: 'running'; readonly operation: Operation | null }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'done'; readonly id: string };

/** The creation of a tenant, for a component. A creation that ends after the component is closed shows a toast. */
export function useCreation() {
  const [state, setState] = useState<Creation>({ is: 'asked' });
  const shown = useIsShown();
  /** @param form null: shows the form again */
  const begin = (form: CreateForm | null) => {
    if (form === null) return setState({ is: 'asked' });
    setState({ is: 'running', operation: null });
    const onProgress = (operation: Operation) => setState({ is: 'running', operation });
    const done = (id: string) => {
      if (shown.current) setState({ is: 'done', id });
      else showDone(createWords.idIsCreated(id), createWords.itsPageShowsHowToConnect);
    };
    const failed = (error: unknown) => {
      if (!shown.current) showFailure(createWords.createId(form.id), error);
      // A cancelled creation has left nothing, so the form shows no error.
      else setState(isCancelled(error) ? { is: 'asked' } : { is: 'failed', error });
    };
    runOperation(() => api.tenants.create(inputOf(form)), { quiet: true, ownError: true, onProgress }).then(
      ({ result }) => done(result.id),
      failed,
    );
  };
  return { state, begin };
}

/** Whether the component is still shown: a user may close the drawer during the creation. */
function useIsShown(): { readonly current: boolean } {
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return shown;
}
