import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { TlsPlan, TlsState } from '../../../../shared/contract/tls.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { FailureBox } from '../../../components/feedback/failure-box.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { useStore } from '../../../lib/store.ts';
import * as tlsWords from '../words/tls.ts';
import { changeTls } from './change-tls.ts';
import classes from './tls-dialog.module.css';
import { tlsDialog } from './tls-dialog-state.ts';
import { formOf, lineOf, portProblem, requestOf, type TlsForm } from './tls-form.ts';

/** Sets up TLS of an instance, or changes it. Mount it once. */
export function TlsDialog() {
  const id = useStore(tlsDialog);
  // Keeps the text while the dialog fades out.
  const [shown, setShown] = useState('');
  const [form, setForm] = useState<TlsForm | null>(null);
  useEffect(() => {
    if (id === null) return;
    setShown(id);
    setForm(null);
  }, [id]);
  const { data: state, error } = useQuery(
    orpc.tls.state.queryOptions({
      input: { id: shown },
      enabled: id !== null && shown === id,
      staleTime: 0,
      meta: { doing: tlsWords.readTls(shown) },
    }),
  );
  useEffect(() => {
    if (id !== null && state?.id === id) setForm((before) => before ?? formOf(state));
  }, [id, state]);
  const problem = form === null ? null : portProblem(form);
  const request = form !== null && problem === null ? requestOf(form) : null;
  const plan = useQuery(
    orpc.tls.plan.queryOptions({
      input: { id: shown, request: request ?? { enable: true } },
      enabled: id !== null && request !== null,
      staleTime: 0,
      retry: false,
      meta: { doing: tlsWords.checkTheChange },
    }),
  );
  const changes = plan.data !== undefined && (plan.data.issues || plan.data.settings.changes.length > 0);
  return (
    <ConfirmDialog
      opened={id !== null}
      onClose={() => tlsDialog.set(null)}
      title={tlsWords.setUpTls(shown)}
      confirmLabel={confirmLabel(form, state)}
      blocked={request !== null && changes && !plan.isFetching ? null : ''}
      {...(request !== null && { line: lineOf(shown, request) })}
      onConfirm={async (onProgress) => {
        if (request !== null) await changeTls(shown, request, onProgress);
      }}
    >
      <p>{tlsWords.introduction}</p>
      {error !== null && <FailureBox>{reasonOf(error).message}</FailureBox>}
      {form !== null && state !== undefined && (
        <Fields form={form} state={state} problem={problem} onChange={(part) => setForm({ ...form, ...part })} />
      )}
      {plan.error !== null && request !== null && <FailureBox role="status">{reasonOf(plan.error).message}</FailureBox>}
      {plan.data !== undefined && plan.error === null && request !== null && (
        <Outcome plan={plan.data} changes={changes} />
      )}
    </ConfirmDialog>
  );
}

function confirmLabel(form: TlsForm | null, state: TlsState | undefined): string {
  if (form?.enabled === false) return tlsWords.switchOff;
  return state?.enabled ? tlsWords.apply : tlsWords.setUp;
}

interface FieldsProps {
  readonly form: TlsForm;
  readonly state: TlsState;
  readonly problem: string | null;
  readonly onChange: (part: Partial<TlsForm>) => void;
}

function Fields({ form, state, problem, onChange }: FieldsProps) {
  const port = state.plainPort ?? state.tlsPort;
  return (
    <>
      {state.enabled && (
        <div className={classes.field}>
          <span id="tls-enabled">{tlsWords.tls}</span>
          <SegmentedControl
            aria-labelledby="tls-enabled"
            value={form.enabled ? 'on' : 'off'}
            data={[
              { value: 'on', label: tlsWords.on },
              { value: 'off', label: tlsWords.off },
            ]}
            onChange={(value) => onChange({ enabled: value === 'on' })}
          />
        </div>
      )}
      {form.enabled && (
        <>
          <div className={classes.field}>
            <span id="tls-plain-port">{tlsWords.plainPort}</span>
            <SegmentedControl<TlsForm['plainPort']>
              aria-labelledby="tls-plain-port"
              value={form.plainPort}
              data={[
                { value: 'close', label: tlsWords.close },
                { value: 'keep', label: tlsWords.keep },
              ]}
              onChange={(plainPort) => onChange({ plainPort })}
            />
            <p className="hint">
              {form.plainPort === 'close' ? tlsWords.closeExplained(port) : tlsWords.keepExplained}
            </p>
          </div>
          {form.plainPort === 'keep' && (
            <TextInput
              className={classes.field ?? ''}
              label={tlsWords.tlsPort}
              placeholder={tlsWords.aFreePort}
              inputMode="numeric"
              value={form.tlsPort}
              error={problem}
              onChange={(event) => onChange({ tlsPort: event.currentTarget.value })}
            />
          )}
          <Checkbox
            className={classes.field ?? ''}
            label={tlsWords.requireCertificates}
            description={tlsWords.requireExplained}
            checked={form.requiresCertificates}
            onChange={(event) => onChange({ requiresCertificates: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  );
}

/** The effect of the change. */
function Outcome({ plan, changes }: { readonly plan: TlsPlan; readonly changes: boolean }) {
  const { settings, issues, tlsPort, plainPort } = plan;
  if (!changes) return <p className={classes.after}>{tlsWords.nothingChanges}</p>;
  return (
    <div className={classes.after} role="status">
      <p>
        <strong>{tlsWords.afterwards(tlsPort, plainPort)}</strong>
      </p>
      {issues && <p>{tlsWords.newCertificate}</p>}
      <p>
        {settings.recreate ? tlsWords.recreates : settings.restart ? tlsWords.restartsOnce : tlsWords.withoutRestart}
      </p>
      {settings.risks.map(({ message }) => (
        <p key={message}>{coreDetail(message)}</p>
      ))}
    </div>
  );
}
