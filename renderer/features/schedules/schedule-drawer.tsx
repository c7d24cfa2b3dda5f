import { Button, Checkbox, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import type { BackupKind } from '../../../shared/contract/backup.ts';
import { timeWords } from '../../../shared/schedule-words.ts';
import { api, orpc, useConnection } from '../../client/api.ts';
import { reasonOf } from '../../client/errors.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { queryClient } from '../../client/query-client.ts';
import { showDone } from '../../client/toasts.tsx';
import { FailureBox } from '../../components/feedback/failure-box.tsx';
import { Drawer } from '../../components/layout/drawer.tsx';
import { DrawerBody, DrawerFoot, DrawerForm } from '../../components/layout/drawer-parts.tsx';
import { useStore } from '../../lib/store.ts';
import { scopeName } from './do-schedule.ts';
import { KeepFields } from './keep-fields.tsx';
import { NextRuns } from './next-runs.tsx';
import { type ScheduleDialogRequest, scheduleDialog } from './schedule-dialog-state.ts';
import classes from './schedule-drawer.module.css';
import { formOf, formProblem, hasTwin, retentionOf, scheduleLine, timeOf } from './schedule-form.ts';
import { TimeFields } from './time-fields.tsx';
import { usePreview } from './use-preview.ts';
import { useSchedules } from './use-schedules.ts';
import * as schedulesWords from './words.ts';

/** Creates or edits a schedule on any page. Mounted once. */
export function ScheduleDrawer() {
  const request = useStore(scheduleDialog);
  if (request === null) return null;
  return (
    <Drawer
      title={request.schedule ? schedulesWords.schedule : schedulesWords.newSchedule}
      onClose={() => scheduleDialog.set(null)}
    >
      <Form key={request.schedule?.id ?? 'new'} request={request} />
    </Drawer>
  );
}

/** Stands for all tenants in the list of instances; it is not a valid id. */
const ALL = '*';

function Form({ request: { schedule, instance } }: { readonly request: ScheduleDialogRequest }) {
  const { items = [] } = useLiveStatuses();
  const connected = useConnection().state === 'connected';
  const [form, setForm] = useState(() => formOf(schedule, instance));
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const preview = usePreview(form, schedule?.id);
  const problem = formProblem(form);
  const ready = connected && problem === null && preview?.problem == null;
  const close = () => scheduleDialog.set(null);
  const ids = [...new Set([...items.map(({ id }) => id), ...(form.instance === null ? [] : [form.instance])])];

  const { schedules = [] } = useSchedules(null);
  const isTwin = problem === null && hasTwin(form, schedule?.id, schedules);
  const line = scheduleLine(form, schedule);

  const save = async () => {
    if (!ready || saving) return;
    setSaving(true);
    setError(null);
    try {
      const { instance: of, kind, prove, enabled } = form;
      const when = timeOf(form);
      const id = schedule ? { id: schedule.id } : {};
      await api.schedules.save({ ...id, instance: of, when, kind, prove, enabled, retention: retentionOf(form) });
      await queryClient.invalidateQueries({ queryKey: orpc.schedules.key() });
      showDone(
        schedule
          ? schedulesWords.scheduleOfTextSaved(scopeName(of))
          : schedulesWords.backupsOfTextScheduled(scopeName(of)),
        timeWords(when),
      );
      close();
    } catch (failure) {
      setError(failure);
    } finally {
      setSaving(false);
    }
  };

  return (
    <DrawerForm onSubmit={() => void save()}>
      <DrawerBody>
        {error !== null && (
          <FailureBox>
            <strong>{schedulesWords.couldNotSaveTheSchedule}</strong> {reasonOf(error).message}
          </FailureBox>
        )}
        <div className={classes.fields}>
          <Select
            label={schedulesWords.whatToBackUp}
            data={[
              ...ids.map((id) => ({ value: id, label: id })),
              { value: ALL, label: schedulesWords.allTenantsAndFuture },
            ]}
            value={form.instance ?? ALL}
            allowDeselect={false}
            searchable={ids.length > 8}
            onChange={(value) => setForm({ ...form, instance: value === ALL ? null : value })}
          />
          <TimeFields form={form} onChange={setForm} cronProblem={preview?.problem ?? null} />
          {problem === null && isTwin && <p className={classes.problem}>{schedulesWords.sameScheduleExists}</p>}
          {problem === null ? <NextRuns preview={preview} /> : <p className={classes.problem}>{problem}</p>}
          <div className={classes.row}>
            <div>
              <div className={classes.label} id="schedule-kind">
                {schedulesWords.kind}
              </div>
              <SegmentedControl<BackupKind>
                aria-labelledby="schedule-kind"
                size="xs"
                value={form.kind}
                onChange={(kind) => setForm({ ...form, kind })}
                data={[
                  { value: 'snapshot', label: schedulesWords.snapshot },
                  { value: 'archive', label: schedulesWords.archive },
                ]}
              />
            </div>
            <Checkbox
              className={classes.beside ?? ''}
              label={schedulesWords.verifyEachBackup}
              checked={form.prove}
              onChange={(event) => setForm({ ...form, prove: event.currentTarget.checked })}
            />
          </div>
          <KeepFields form={form} onChange={setForm} preview={preview} />
          <p className="hint">{schedulesWords.schedulesRunWhileOpen}</p>
        </div>
      </DrawerBody>
      <DrawerFoot line={line} {...(line === null ? { hint: schedulesWords.noCliEquivalent } : {})}>
        <Button variant="default" onClick={close}>
          {schedulesWords.cancel}
        </Button>
        <Button type="submit" loading={saving} disabled={!ready}>
          {error !== null ? schedulesWords.tryAgain : schedule ? schedulesWords.save : schedulesWords.confirmSchedule}
        </Button>
      </DrawerFoot>
    </DrawerForm>
  );
}
