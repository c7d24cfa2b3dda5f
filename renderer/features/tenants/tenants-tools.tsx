import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconFolders, IconPlus, IconShieldCheck } from '@tabler/icons-react';
import { useConnection } from '../../api.ts';
import { Keys } from '../../commands/keys.tsx';
import { FindField } from '../../components/find-field.tsx';
import { go } from '../../go.ts';
import type { TenantFilter } from './tenant-row.ts';
import classes from './tenants-tools.module.css';

interface TenantsToolsProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly filter: TenantFilter;
  readonly onFilter: (filter: TenantFilter) => void;
  /** How many somebody should look at. */
  readonly attention: number;
  /** Null: no tenant has a group. */
  readonly grouped: boolean | null;
  readonly onGrouped: (grouped: boolean) => void;
  /** No port of the range is left. */
  readonly full: boolean;
}

/** Find, narrow down, group, prove, create. */
export function TenantsTools(props: TenantsToolsProps) {
  const { text, onText, filter, onFilter, attention, grouped, onGrouped, full } = props;
  return (
    <>
      <FindField className={classes.find} label="Filter tenants" value={text} onChange={onText} />
      <SegmentedControl<TenantFilter>
        className={classes.filter ?? ''}
        aria-label="Which tenants"
        size="xs"
        value={filter}
        onChange={onFilter}
        data={[
          { value: 'all', label: 'All' },
          { value: 'running', label: 'Running' },
          { value: 'attention', label: attention === 0 ? 'Need a look' : `Need a look ${attention}` },
        ]}
      />
      {grouped !== null && (
        <Tooltip label={grouped ? 'Do not group' : 'Group by their groups'}>
          <ActionIcon
            aria-label="Group tenants"
            aria-pressed={grouped}
            data-pressed={grouped || undefined}
            className={classes.toggle ?? ''}
            onClick={() => onGrouped(!grouped)}
          >
            <IconFolders size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label="Prove that tenants cannot reach each other">
        <ActionIcon aria-label="Prove isolation" onClick={() => go('/tenants/isolation')}>
          <IconShieldCheck size={16} />
        </ActionIcon>
      </Tooltip>
      <NewTenantButton full={full} />
    </>
  );
}

/** @param full no port of the range is left */
export function NewTenantButton({ full = false }: { readonly full?: boolean }) {
  const connected = useConnection().state === 'connected';
  const blocked = !connected
    ? 'The app’s own program does not answer.'
    : full
      ? 'Every port of the range has an owner. Destroy a tenant, or widen the range (REDIS_CLIENT_PORT_END).'
      : null;
  return (
    <Tooltip label={blocked ?? <NewTip />} multiline maw={320}>
      <Button
        leftSection={<IconPlus size={14} />}
        // Not `disabled`: what is disabled shows no tooltip, and so could not say why.
        aria-disabled={blocked !== null}
        data-disabled={blocked !== null}
        onClick={() => {
          if (blocked === null) go('/tenants/new');
        }}
      >
        New tenant
      </Button>
    </Tooltip>
  );
}

function NewTip() {
  return (
    <>
      New tenant <Keys shortcut="n" />
    </>
  );
}
