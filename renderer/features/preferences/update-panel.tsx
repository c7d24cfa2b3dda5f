import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { UpdateState } from '../../../shared/contract/update.ts';
import { api, orpc, useConnection } from '../../client/api.ts';
import { useAppMutation } from '../../client/app-mutation.ts';
import { queryClient } from '../../client/query-client.ts';
import { Section } from '../../components/layout/section.tsx';
import { Time } from '../../components/layout/time.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import { bytes, percent } from '../../lib/format.ts';
import classes from './preferences-view.module.css';
import * as words from './words.ts';

/** The update of the desktop app: checked for, downloaded, skipped and installed only when the user says so. */
export function UpdatePanel() {
  const { data } = useQuery(orpc.updates.state.queryOptions({ meta: { doing: words.readTheUpdate } }));
  const disconnected = useConnection().state !== 'connected';
  const act = useAppMutation<UpdateState, 'check' | 'download' | 'skip' | 'install'>({
    doing: (name) => words.updateActions[name],
    run: (name) => api.updates[name](),
    onSuccess: (state) => queryClient.setQueryData(orpc.updates.state.queryKey(), state),
  });
  if (data === undefined) return null;
  const { unsupported, status, version, notes, sizeBytes, fraction, message, checkedAt, skipped } = data;
  const button = (name: 'check' | 'download' | 'skip' | 'install', main = false) => (
    <Button
      key={name}
      size="compact-sm"
      variant={main ? 'filled' : 'default'}
      disabled={disconnected || act.isPending}
      onClick={() => act.mutate(name)}
    >
      {words.updateActions[name]}
    </Button>
  );
  const offered = version !== null && (status === 'available' || status === 'failed');
  return (
    <Section title={words.update} aside={checkedAt !== null && <Time at={checkedAt} />}>
      <p role="status">
        {unsupported ??
          (status === 'downloading'
            ? words.downloading(version ?? '', percent(fraction, 0))
            : version === null
              ? words.updateStates[status]
              : words.offered(version, sizeBytes === null ? '' : bytes(sizeBytes), skipped))}
      </p>
      {message !== null && (
        <p className={classes.problem} role="alert">
          {coreDetail(message)}
        </p>
      )}
      {notes !== null && offered && <pre className={classes.notes}>{notes}</pre>}
      {unsupported === null && (
        <div className={classes.links}>
          {status === 'ready' && button('install', true)}
          {offered && button('download', !skipped)}
          {offered && !skipped && button('skip')}
          {(version === null || skipped) && button('check')}
        </div>
      )}
    </Section>
  );
}
