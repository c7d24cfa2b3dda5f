import { Switch } from '@mantine/core';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import * as createWords from '../words/create.ts';
import { useMachine } from './use-machines.ts';

interface PublishFieldProps {
  readonly engine: string;
  readonly publish: boolean;
  readonly onChange: (publish: boolean) => void;
}

/** Whether the port is open at the address of another machine. A machine that forwards no ports says that it must be. */
export function PublishField({ engine, publish, onChange }: PublishFieldProps) {
  const address = useMachine(engine)?.address ?? '';
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
