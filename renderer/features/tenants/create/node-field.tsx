import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SwarmNode } from '../../../../shared/contract/machine.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { bytes } from '../../../lib/format.ts';
import * as createWords from '../words/create.ts';
import { useMachine } from './use-machines.ts';

interface NodeFieldProps {
  readonly engine: string;
  /** The id of the node; empty: a container. */
  readonly node: string;
  readonly onChange: (node: string) => void;
}

/** Container or service, if the machine is a manager of a swarm; for a service, the node, the best one first. */
export function NodeField({ engine, node, onChange }: NodeFieldProps) {
  const isManager = useMachine(engine)?.swarm?.role === 'manager';
  const { data: nodes = [], error } = useQuery({
    ...orpc.engines.nodes.queryOptions({ input: { name: engine }, meta: { doing: createWords.listNodes } }),
    enabled: isManager,
  });
  if (!isManager) return null;
  const problems = nodes.filter(({ problem }) => problem !== null);
  return (
    <>
      <Select
        mt={16}
        label={createWords.runsAs}
        description={node === '' ? undefined : createWords.aServiceIsProtected}
        data={[{ value: '', label: createWords.asContainer }, ...nodes.map(choiceOf)]}
        value={node}
        onChange={(chosen) => onChange(chosen ?? '')}
        allowDeselect={false}
      />
      {[
        ...problems.map(({ hostname, problem }) => `${hostname}: ${coreDetail(problem)}`),
        ...(error ? [reasonOf(error).message] : []),
      ].map((text) => (
        <p key={text} className="hint">
          {text}
        </p>
      ))}
    </>
  );
}

function choiceOf({ id, hostname, freeBytes, memoryBytes, services, problem }: SwarmNode, index: number) {
  if (problem !== null) return { value: id, label: createWords.nodeUnusable(hostname), disabled: true };
  const memory =
    freeBytes === null
      ? createWords.memoryInTotal(memoryBytes === null ? '—' : bytes(memoryBytes))
      : createWords.memoryFree(bytes(freeBytes));
  const facts = [memory, createWords.servicesOf(services), ...(index === 0 ? [createWords.mostFree] : [])];
  return { value: id, label: createWords.asService(hostname, facts.join(', ')) };
}
