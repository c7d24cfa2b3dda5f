import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { orpc } from '../../../client/api.ts';
import * as createWords from '../words/create.ts';

interface PublishFieldProps {
  readonly engine: string;
  readonly publish: boolean;
  readonly onChange: (publish: boolean) => void;
}

/** Whether the port is open at the address of another machine. A machine that forwards no ports says that it must be. */
export function PublishField({ engine, publish, onChange }: PublishFieldProps) {
  const { data: machines = [] } = useQuery(
    orpc.engines.machines.queryOptions({ meta: { doing: createWords.listMachines } }),
  );
  const address = machines.find(({ name }) => name === engine)?.address ?? '';
  const forwardsNone = address.startsWith('tcp://');
  if (engine === LOCAL_ENGINE || !(forwardsNone || address.startsWith('ssh://'))) return null;
  return (
    <Switch
      mt={16}
      label={createWords.openThePort}
      description={createWords.openForTlsOnly}
      error={forwardsNone && !publish ? createWords.forwardsNoPorts(engine) : undefined}
      checked={publish}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
