import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlertSettings } from '../../../shared/contract/alert.ts';
import { api, orpc, useConnection } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { reasonOf } from '../../client/errors.ts';
import { queryClient } from '../../client/query-client.ts';
import { showDone } from '../../client/toasts.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { Drawer } from '../../components/layout/drawer.tsx';
import { DrawerFoot, DrawerForm } from '../../components/layout/drawer-parts.tsx';
import classes from './alert-rules.module.css';
import { AlertRulesForm } from './alert-rules-form.tsx';
import { alertsShown } from './alert-store.ts';
import * as alertsWords from './words.ts';

const close = () => {
  if (alertsShown.get() === 'rules') alertsShown.set(null);
};

/** The alert rules of all instances or one, and the quiet hours. */
export function AlertRulesDrawer() {
  const { data, error, refetch, isFetching } = useQuery(
    // A refetch would overwrite the user's unsaved changes.
    orpc.alerts.settings.queryOptions({
      staleTime: Number.POSITIVE_INFINITY,
      meta: { doing: alertsWords.readTheAlertRules },
    }),
  );
  return (
    <Drawer title={alertsWords.alertRules} onClose={close} width={520}>
      {data ? (
        <Form saved={data.settings} defaults={data.defaults} />
      ) : error ? (
        <ErrorState
          title={alertsWords.couldNotReadTheAlertRules}
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      ) : (
        <SkeletonRows rows={6} rowHeight={64} widths={[220, 120]} />
      )}
    </Drawer>
  );
}

function Form({ saved, defaults }: { readonly saved: AlertSettings; readonly defaults: AlertSettings }) {
  const [draft, setDraft] = useState(saved);
  const connected = useConnection().state === 'connected';
  const save = useAppMutation({
    doing: alertsWords.saveTheAlertRules,
    run: (next: AlertSettings) => api.alerts.saveSettings(next),
    ownError: true,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: orpc.alerts.key() });
      showDone(alertsWords.alertRulesSaved);
      close();
    },
  });
  const unchanged = JSON.stringify(draft) === JSON.stringify(saved);
  return (
    <DrawerForm onSubmit={() => save.mutate(draft)}>
      <AlertRulesForm draft={draft} onChange={setDraft} />
      <DrawerFoot>
        {save.error && (
          <p className={classes.error} role="alert">
            {reasonOf(save.error).message}
          </p>
        )}
        <Button
          variant="subtle"
          className={classes.reset ?? ''}
          disabled={JSON.stringify(draft) === JSON.stringify(defaults)}
          onClick={() => setDraft(defaults)}
        >
          {alertsWords.resetToDefaults}
        </Button>
        <Button variant="default" onClick={close}>
          {alertsWords.cancel}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={unchanged || !connected}>
          {alertsWords.save}
        </Button>
      </DrawerFoot>
    </DrawerForm>
  );
}
