import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { api, orpc, useConnection } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { useOperations } from '../../../client/operations.ts';
import { CopyButton } from '../../../components/form/copy-button.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { copySecret } from '../../../lib/secret-clipboard.ts';
import * as companionWords from '../words/companions.ts';
import { CompanionDialogs } from './companion-dialogs.tsx';
import { CompanionItem } from './companion-item.tsx';
import classes from './companions-card.module.css';
import { createCompanion } from './do-companion.ts';

/** No event reports that a service has started to accept connections. */
const AGAIN_AFTER_MS = 5000;

/** The services beside the Redis of a tenant, and the kinds that can be added. */
export function CompanionsCard({ instance: { id, runtime } }: { readonly instance: InstanceStatus }) {
  const { data: companions, error } = useQuery(
    orpc.companions.list.queryOptions({
      input: { id },
      refetchInterval: AGAIN_AFTER_MS,
      meta: { doing: companionWords.readTheServicesOfId(id) },
    }),
  );
  const { data: kinds = [] } = useQuery(
    orpc.companions.kinds.queryOptions({ meta: { doing: companionWords.readTheKindsOfServices } }),
  );
  const connected = useConnection().state === 'connected';
  const isBusy = useOperations().some(({ instance, state }) => instance === id && state === 'running');
  const blocked = !connected || isBusy;
  const missing = kinds.filter(({ name }) => companions?.every((one) => one.name !== name));
  return (
    <Section title={companionWords.services} label={companionWords.servicesOfId(id)}>
      {error && !companions && (
        <p className={classes.problem}>{companionWords.couldNotReadTheServices(reasonOf(error).message)}</p>
      )}
      {companions?.length === 0 && <p className="text-3">{companionWords.noServicesYet}</p>}
      {companions && companions.length > 0 && (
        <>
          <ul className={classes.list}>
            {companions.map((companion) => (
              <CompanionItem key={companion.name} companion={companion} blocked={blocked} stale={!connected} />
            ))}
          </ul>
          <ConnectionFiles id={id} connected={connected} />
        </>
      )}
      {companions && missing.length > 0 && (
        <div className={classes.add}>
          {missing.map(({ name, title, image, needsNetwork }) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden="true" />}
              title={needsNetwork && !can(runtime, 'network') ? companionWords.needsDocker(title) : image}
              disabled={blocked || (needsNetwork && !can(runtime, 'network'))}
              onClick={() => void createCompanion(id, name)}
            >
              {companionWords.addTitle(title)}
            </Button>
          ))}
        </div>
      )}
      <CompanionDialogs />
    </Section>
  );
}

/** Where programs find passwords. A copy contains the real ones, which are fetched on click. */
function ConnectionFiles({ id, connected }: { readonly id: string; readonly connected: boolean }) {
  const { data } = useQuery(
    orpc.companions.files.queryOptions({ input: { id }, meta: { doing: companionWords.readTheServicesOfId(id) } }),
  );
  if (!data) return null;
  return (
    <p className={`hint ${classes.files}`}>
      <span>{companionWords.passwordsAreIn(data.folder)}</span>
      <CopyButton
        value={async () => (await api.companions.files({ id, reveal: true })).env}
        what={companionWords.theEnvFile}
        blocked={connected ? null : ''}
        copyAs={(value) => copySecret(async () => (typeof value === 'string' ? value : value()))}
      />
    </p>
  );
}
