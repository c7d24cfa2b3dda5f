import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconFolders, IconPlus, IconShieldCheck } from '@tabler/icons-react';
import { useConnection } from '../../../client/api.ts';
import { Keys } from '../../../commands/keys.tsx';
import { FindField } from '../../../components/table/find-field.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { noRoomLeft } from '../create/room-left.ts';
import type { TenantFilter } from '../model/tenant-row.ts';
import { useTenantPorts } from '../model/use-tenant-rows.ts';
import * as listWords from '../words/list.ts';
import classes from './tenants-tools.module.css';

interface TenantsToolsProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly filter: TenantFilter;
  readonly onFilter: (filter: TenantFilter) => void;
  /** How many need attention. */
  readonly attention: number;
  /** Null: no tenant has a group. */
  readonly grouped: boolean | null;
  readonly onGrouped: (grouped: boolean) => void;
}

/** Search, filter, grouping, isolation test, and the button that creates a tenant. */
export function TenantsTools(props: TenantsToolsProps) {
  const { text, onText, filter, onFilter, attention, grouped, onGrouped } = props;
  return (
    <>
      <FindField className={classes.find} label={listWords.filterTenants} value={text} onChange={onText} />
      <SegmentedControl<TenantFilter>
        className={classes.filter ?? ''}
        aria-label={listWords.whichTenants}
        size="xs"
        value={filter}
        onChange={onFilter}
        data={[
          { value: 'all', label: listWords.all },
          { value: 'running', label: listWords.running },
          {
            value: 'attention',
            label: attention === 0 ? listWords.needsAttention : listWords.needsAttention2(attention),
          },
        ]}
      />
      {grouped !== null && (
        <Tooltip label={grouped ? listWords.doNotGroup : listWords.groupTenants}>
          <ActionIcon
            aria-label={listWords.groupTenants}
            aria-pressed={grouped}
            data-pressed={grouped || undefined}
            className={classes.toggle ?? ''}
            onClick={() => onGrouped(!grouped)}
          >
            <IconFolders size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={listWords.testThatTenantsCannotReachEach}>
        <ActionIcon aria-label={listWords.testIsolation} onClick={() => navigateTo('/tenants/isolation')}>
          <IconShieldCheck size={16} />
        </ActionIcon>
      </Tooltip>
      <NewTenantButton />
    </>
  );
}

/** Disabled, with the reason, if no tenant can be created. */
export function NewTenantButton() {
  const connected = useConnection().state === 'connected';
  const ports = useTenantPorts();
  const blocked = connected ? noRoomLeft(ports) : listWords.unavailableWhileDisconnected;
  return (
    <Tooltip label={blocked ?? <NewTip />} multiline maw={320}>
      <Button
        leftSection={<IconPlus size={14} />}
        // Not `disabled`: a disabled button shows no tooltip, which has the reason.
        aria-disabled={blocked !== null}
        data-disabled={blocked !== null}
        onClick={() => {
          if (blocked === null) navigateTo('/tenants/new');
        }}
      >
        {listWords.newTenant}
      </Button>
    </Tooltip>
  );
}

function NewTip() {
  return (
    <>
      {listWords.newTenant2}
      <Keys shortcut="n" />
    </>
  );
}
