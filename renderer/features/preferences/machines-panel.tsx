import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Machine } from '../../../shared/contract/machine.ts';
import { LOCAL_ENGINE } from '../../../shared/contract/names.ts';
import { api, orpc, useConnection } from '../../client/api.ts';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { StateMark } from '../../components/feedback/state-badge.tsx';
import { Section } from '../../components/layout/section.tsx';
import { coreDetail } from '../../lib/core-sentence.ts';
import { bytes } from '../../lib/format.ts';
import { closeDrawerRoute } from '../../lib/navigate.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { AddMachineDialog } from './add-machine-dialog.tsx';
import { ConnectionTestDialog } from './connection-test-dialog.tsx';
import classes from './machines-panel.module.css';
import * as words from './words.ts';

/**
 * The Docker engines of this computer and of other machines: add, test and remove them.
 * @param addsMachine whether the address of the page opens the dialog that adds one
 */
export function MachinesPanel({ addsMachine = false }: { readonly addsMachine?: boolean }) {
  const { data, error, isFetching, refetch } = useQuery(
    orpc.engines.machines.queryOptions({ meta: { doing: words.listMachines } }),
  );
  const disconnected = useConnection().state !== 'connected';
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [tested, setTested] = useState<string | null>(null);
  const [removed, setRemoved] = useState<string | null>(null);
  const changed = () => queries.invalidateQueries({ queryKey: orpc.engines.machines.key() });
  if (data === undefined && error) {
    return (
      <ErrorState
        title={words.couldNotListMachines}
        error={error}
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  }
  return (
    <Section
      title={words.machines}
      aside={
        <Button variant="default" size="compact-sm" disabled={disconnected} onClick={() => setAdding(true)}>
          {words.addMachine}
        </Button>
      }
    >
      {data === undefined && <SkeletonRows rows={2} widths={[80, 160]} />}
      <ul className={classes.list}>
        {data?.map((machine) => (
          <MachineRow
            key={machine.name}
            machine={machine}
            disabled={disconnected}
            onTest={() => setTested(machine.name)}
            onRemove={() => setRemoved(machine.name)}
          />
        ))}
      </ul>
      <AddMachineDialog
        opened={adding || addsMachine}
        onClose={() => {
          setAdding(false);
          if (addsMachine) closeDrawerRoute();
        }}
        onAdded={changed}
      />
      <ConnectionTestDialog
        name={tested}
        onClose={() => {
          setTested(null);
          // The test may have reached a machine that was unreachable before.
          void changed();
        }}
      />
      <ConfirmDialog
        opened={removed !== null}
        onClose={() => setRemoved(null)}
        title={words.removeMachineTitle(removed ?? '')}
        confirmLabel={words.removeMachine}
        line={terminalLine('engines', { remove: removed ?? '' })}
        onConfirm={async () => {
          await api.engines.remove({ name: removed ?? '' });
          await changed();
        }}
      >
        <p>{words.removeMachineText}</p>
      </ConfirmDialog>
    </Section>
  );
}

interface MachineRowProps {
  readonly machine: Machine;
  readonly disabled: boolean;
  readonly onTest: () => void;
  readonly onRemove: () => void;
}

function MachineRow({ machine, disabled, onTest, onRemove }: MachineRowProps) {
  const { name, address, state, problem, product, version, memoryBytes, tenants, ports, production } = machine;
  const isLocal = name === LOCAL_ENGINE;
  const facts = [
    product && `${product} ${version?.replace(/[+~-].*$/, '') ?? ''}`.trim(),
    memoryBytes !== null && bytes(memoryBytes),
    machine.swarm && words.swarmOf(machine.swarm.role, machine.swarm.nodes),
    words.tenantsOf(tenants),
    words.portsOf(ports.start, ports.end),
  ].filter(Boolean);
  return (
    <li>
      <div className={classes.head}>
        <StateMark status={state === 'connected' ? 'running' : isLocal ? 'missing' : 'engine-unreachable'} />
        <span className={classes.name}>{isLocal ? words.thisComputer : name}</span>
        {production && <span className={classes.tag}>{words.production}</span>}
        <span className={classes.grow} />
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" size={24} disabled={disabled} aria-label={words.actionsOf(name)}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onTest}>{words.testConnection}</Menu.Item>
            {!isLocal && (
              <Menu.Item onClick={onRemove} disabled={tenants > 0}>
                {tenants > 0 ? words.cannotRemove : words.removeMachine}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={classes.address}>{address ?? words.notFound}</div>
      <div className={classes.facts}>{facts.join(' · ')}</div>
      {problem && !isLocal && (
        <p className={classes.problem}>
          {coreDetail(problem.message)} {coreDetail(problem.fix)}
        </p>
      )}
    </li>
  );
}
