import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Operation } from '../../../shared/contract/operation.ts';
import { tenant } from '../../../shared/contract/tenant.ts';
import { api, orpc, useConnection } from '../../api.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { logLines } from '../../components/error-state.tsx';
import { OperationProgress } from '../../components/operation-progress.tsx';
import { isCancelled, reasonOf } from '../../errors.ts';
import { runOperation } from '../../operations.ts';
import { showDone, showFailure } from '../../toasts.tsx';
import { CreateFields } from './create-fields.tsx';
import {
  type CreateForm,
  createLine,
  emptyForm,
  firstRuntime,
  formProblems,
  idProblem,
  inputOf,
} from './create-form.ts';
import { CreatedTenant } from './created-tenant.tsx';
import classes from './drawer-parts.module.css';
import { useIdCheck } from './use-id-check.ts';
import { useTenantPorts } from './use-tenant-rows.ts';
import { WhatWillBeCreated } from './what-will-be-created.tsx';

/** The form, how the creation goes, and in the end how to connect. */
export function CreateTenant({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState<CreateForm>(emptyForm);
  const { data: engines = [] } = useQuery(
    orpc.engines.list.queryOptions({ meta: { doing: 'Look for Docker and Redis' } }),
  );
  const form = { ...typed, runtime: typed.runtime ?? firstRuntime(engines) };
  const ports = useTenantPorts();
  const check = useIdCheck(form.id);
  const problems = formProblems(form, ports);
  const connected = useConnection().state === 'connected';
  const { state, begin } = useCreation();

  const ready = connected && idProblem(form.id) === null && check?.free !== false && Object.keys(problems).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && form.runtime !== null) begin(form);
  };

  const another = () => {
    setTyped(emptyForm);
    begin(null);
  };
  if (state.is === 'done') return <CreatedTenant id={state.id} onClose={onClose} onAnother={another} />;
  const running = state.is === 'running';
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div className={classes.body}>
        {state.is === 'failed' && <Failure error={state.error} />}
        {running ? (
          <Creating operation={state.operation} />
        ) : (
          <>
            <CreateFields
              form={form}
              onChange={setTyped}
              engines={engines}
              ports={ports}
              check={check}
              problems={problems}
            />
            <WhatWillBeCreated form={form} engines={engines} check={check} />
          </>
        )}
      </div>
      <footer className={classes.foot}>
        <CommandLine wrap line={createLine({ ...form, id: form.id || '…' })} />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {running ? 'Close' : 'Cancel'}
          </Button>
          <Button type="submit" loading={running} disabled={!ready || form.runtime === null}>
            {state.is === 'failed' ? 'Try again' : 'Create tenant'}
          </Button>
        </div>
      </footer>
    </form>
  );
}

type Creation =
  | { readonly is: 'asked' }
  | { readonly is: 'running'; readonly operation: Operation | null }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'done'; readonly id: string };

function useCreation() {
  const [state, setState] = useState<Creation>({ is: 'asked' });
  const shown = useIsShown();
  /** @param form null: begins anew with an empty one */
  const begin = (form: CreateForm | null) => {
    if (form === null) return setState({ is: 'asked' });
    setState({ is: 'running', operation: null });
    const onProgress = (operation: Operation) => setState({ is: 'running', operation });
    const done = (id: string) => {
      if (shown.current) setState({ is: 'done', id });
      else showDone(`${id} is created`, 'It is in the list, with how to connect to it.');
    };
    const failed = (error: unknown) => {
      if (!shown.current) showFailure(`Create ${form.id}`, error);
      // What was cancelled is as it was before.
      else setState(isCancelled(error) ? { is: 'asked' } : { is: 'failed', error });
    };
    runOperation(() => api.tenants.create(inputOf(form)), { quiet: true, ownError: true, onProgress }).then(
      ({ result }) => done(tenant.parse(result).id),
      failed,
    );
  };
  return { state, begin };
}

/** Whether somebody still looks: the drawer may be closed while the creation goes on. */
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

function Creating({ operation }: { readonly operation: Operation | null }) {
  if (!operation) return <p className={classes.hint}>Asking for it…</p>;
  return (
    <>
      <OperationProgress operation={operation} />
      <p className={classes.hint}>It goes on when this is closed. If a step fails, all of it is removed again.</p>
    </>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  const { message, data } = reasonOf(error);
  const log = logLines(data);
  return (
    <div className={classes.error} role="alert">
      <strong>It was not created.</strong> {message}
      {log && <pre className={classes.log}>{log}</pre>}
    </div>
  );
}
