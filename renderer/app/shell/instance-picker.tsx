import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconSelector, IconServer2 } from '@tabler/icons-react';
import { useLocation, useParams } from '@tanstack/react-router';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { useLiveStatus, useLiveStatuses } from '../../client/live.ts';
import { StateMark } from '../../components/feedback/state-badge.tsx';
import { badgeState } from '../../features/instances/list/problem-cure.ts';
import { go } from '../../lib/navigate.ts';
import classes from './instance-picker.module.css';

/** Which instance the views are about, and the way to another. */
export function InstancePicker() {
  const { id } = useParams({ strict: false });
  const { pathname, searchStr } = useLocation();
  // Whoever looks at backups, charts or settings wants those of the other instance; elsewhere its page.
  const view =
    ['/backups', '/charts', '/activity', '/settings', '/logs', '/integration'].find((place) =>
      pathname.startsWith(place),
    ) ?? '';
  // Schedules or commands of one, and then of another.
  const tab = view === '/backups' || view === '/charts' ? searchStr : '';
  const current = useLiveStatus(id ?? null);
  const { items, stale } = useLiveStatuses();
  const there = (items ?? []).filter(({ state, problem }) => state !== 'missing' || problem !== null);
  const none = items !== undefined && there.length === 0;
  return (
    <Menu position="bottom-start" width="target" classNames={{ dropdown: classes.dropdown ?? '' }}>
      <Menu.Target>
        <UnstyledButton className={classes.picker ?? ''}>
          <VisuallyHidden>Instance: </VisuallyHidden>
          {id ? (
            <StateMark status={current ? badgeState(current, stale) : stale ? 'unknown' : 'missing'} />
          ) : (
            <IconServer2 size={16} aria-hidden="true" />
          )}
          <span className={classes.name}>{id ?? (none ? 'No instance yet' : 'All instances')}</span>
          <span className={classes.weak}>{id ? portOf(current) : there.length || null}</span>
          <VisuallyHidden>. Choose another</VisuallyHidden>
          <IconSelector size={14} className={classes.arrow} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconServer2 size={14} />} // Settings of all instances at once there are none.
          onClick={() => go(['/backups', '/charts', '/activity'].includes(view) ? view + tab : '/')}
        >
          All instances
        </Menu.Item>
        {there.length > 0 && <Menu.Divider />}
        {there.map((item) => (
          <Menu.Item
            key={item.id}
            leftSection={<StateMark status={badgeState(item, stale)} />}
            rightSection={<span className={classes.weak}>{portOf(item)}</span>}
            onClick={() => go(`${view || '/instances'}/${item.id}${tab}`)}
          >
            {item.id}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function portOf(instance: InstanceStatus | null | undefined): string | number | null {
  return instance?.port ?? (instance?.socket === undefined ? null : 'socket');
}
