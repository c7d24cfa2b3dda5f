import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { orpc, useConnection } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { preferenceNow, usePreferenceList } from '../../../client/preferences.ts';
import { FailureBox } from '../../../components/feedback/failure-box.tsx';
import { OperationProgress } from '../../../components/feedback/operation-progress.tsx';
import { DrawerBody, DrawerFoot, DrawerForm } from '../../../components/layout/drawer-parts.tsx';
import { useTenantPorts } from '../model/use-tenant-rows.ts';
import * as createWords from '../words/create.ts';
import { CreateFields } from './create-fields.tsx';
import { type CreateForm, createLine, emptyForm, firstRuntime, formProblems, idProblem } from './create-form.ts';
import { CreatedTenant } from './created-tenant.tsx';
import { useCreation } from './use-creation.ts';
import { useIdCheck } from './use-id-check.ts';
import { WhatWillBeCreated } from './what-will-be-created.tsx';

/** The form, then the progress, then how to connect. */
export function CreateTenant({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState<CreateForm>(emptyForm);
  const { data: engines = [] } = useQuery(
    orpc.engines.list.queryOptions({ meta: { doing: createWords.lookForDockerAndRedis } }),
  );
  usePreferenceList();
  const form = { ...typed, runtime: typed.runtime ?? firstRuntime(engines, preferenceNow('runtime')) };
  const ports = useTenantPorts();
  const check = useIdCheck(form.id);
  const problems = formProblems(form, ports);
  const connected = useConnection().state === 'connected';
  const { state, begin } = useCreation();
  const [submitted, setSubmitted] = useState(false);

  const full = form.engine === LOCAL_ENGINE && ports?.free.length === 0;
  const ready =
    connected && !full && idProblem(form.id) === null && check?.free !== false && Object.keys(problems).length === 0;
  const hasRuntime = form.runtime !== null || form.engine !== LOCAL_ENGINE;
  const submit = () => {
    if (!ready || !hasRuntime) return;
    setSubmitted(true);
    begin(form);
  };

  const another = () => {
    setTyped(emptyForm);
    begin(null);
  };
  if (state.is === 'done') return <CreatedTenant id={state.id} onClose={onClose} onAnother={another} />;
  const running = state.is === 'running';
  return (
    <DrawerForm onSubmit={submit}>
      <DrawerBody>
        {state.is === 'failed' && <Failure error={state.error} />}
        {full && ports && state.is === 'asked' && <NoPortLeft {...ports} />}
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
              returns={submitted}
            />
            <WhatWillBeCreated form={form} engines={engines} check={check} />
          </>
        )}
      </DrawerBody>
      <DrawerFoot line={createLine({ ...form, id: form.id || 'ID' })}>
        <Button variant="default" onClick={onClose}>
          {running ? createWords.close : createWords.cancel}
        </Button>
        <Button type="submit" loading={running} disabled={!ready || !hasRuntime}>
          {state.is === 'failed' ? createWords.tryAgain : createWords.createTenant}
        </Button>
      </DrawerFoot>
    </DrawerForm>
  );
}

function Creating({ operation }: { readonly operation: Operation | null }) {
  if (!operation) return <p className="hint">{createWords.starting}</p>;
  return (
    <>
      <OperationProgress operation={operation} />
      <p className="hint">{createWords.youCanCloseThisItContinues}</p>
    </>
  );
}

function NoPortLeft({ start, end }: { readonly start: number; readonly end: number }) {
  return (
    <FailureBox role="status">
      <strong>{createWords.noPortIsFree}</strong>
      {createWords.tenantsUseAllPortsFromStart(start, end)}
    </FailureBox>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  return (
    <FailureBox error={error}>
      <strong>{createWords.theTenantWasNotCreated}</strong> {reasonOf(error).message}
    </FailureBox>
  );
}
