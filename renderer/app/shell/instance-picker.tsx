import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconSelector, IconServer2 } from '@tabler/icons-react';
import { useLocation, useParams } from '@tanstack/react-router';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { useLiveStatus, useLiveStatuses } from '../../client/live.ts';
import { StateMark } from '../../components/feedback/state-badge.tsx';
import { badgeState } from '../../features/instances/model/problem-cure.ts';
import { navigateTo } from '../../lib/navigate.ts';
import * as appWords from '../words.ts';
import classes from './instance-picker.module.css';

/** Shows the current instance and switches to another one. */
export function InstancePicker() {
  const { id } = useParams({ strict: false });
  const { pathname, searchStr } = useLocation();
  // Views per instance stay open when the instance changes; every other view leads to the instance page.
  const view =
    ['/backups', '/charts', '/activity', '/settings', '/logs', '/keys', '/console', '/integration'].find((place) =>
      pathname.startsWith(place),
    ) ?? '';
  // Keeps the open tab, such as schedules or command statistics.
  const tab = view === '/backups' || view === '/charts' ? searchStr : '';
  const current = useLiveStatus(id ?? null);
  const { items, stale } = useLiveStatuses();
  const installed = (items ?? []).filter(({ state, problem }) => state !== 'missing' || problem !== null);
  const none = items !== undefined && installed.length === 0;
  return (
    <Menu position="bottom-start" width="target" classNames={{ dropdown: classes.dropdown ?? '' }}>
      <Menu.Target>
        <UnstyledButton className={classes.picker ?? ''}>
          <VisuallyHidden>{appWords.instance}</VisuallyHidden>
          {id ? (
            <StateMark status={current ? badgeState(current, stale) : stale ? 'unknown' : 'missing'} />
          ) : (
            <IconServer2 size={16} aria-hidden="true" />
          )}
          <span className={classes.name}>{id ?? (none ? appWords.noInstanceYet : appWords.allInstances)}</span>
          <span className={classes.weak}>{id ? portOf(current) : installed.length || null}</span>
          <VisuallyHidden>{appWords.chooseAnother}</VisuallyHidden>
          <IconSelector size={14} className={classes.arrow} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconServer2 size={14} />} // There is no settings view for all instances.
          onClick={() => navigateTo(['/backups', '/charts', '/activity'].includes(view) ? view + tab : '/')}
        >
          {appWords.allInstances}
        </Menu.Item>
        {installed.length > 0 && <Menu.Divider />}
        {installed.map((item) => (
          <Menu.Item
            key={item.id}
            leftSection={<StateMark status={badgeState(item, stale)} />}
            rightSection={<span className={classes.weak}>{portOf(item)}</span>}
            onClick={() => navigateTo(`${view || '/instances'}/${item.id}${tab}`)}
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
