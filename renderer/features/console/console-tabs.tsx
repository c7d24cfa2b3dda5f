import { ActionIcon, Menu } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { useStore } from '../../lib/store.ts';
import classes from './console-page.module.css';
import { closeTab, consoleTab, openTabs } from './model/open-tabs.ts';
import { PanelSwitch } from './side-panel.tsx';
import * as consoleWords from './words.ts';

interface ConsoleTabsProps {
  readonly shown: string;
  readonly instances: readonly InstanceStatus[];
}

/** One tab for each instance with an open console. */
export function ConsoleTabs({ shown, instances }: ConsoleTabsProps) {
  const open = useStore(openTabs);
  const all = open.includes(shown) ? open : [...open, shown];
  const listed = all.filter((id) => instances.some((instance) => instance.id === id));
  const left = instances.filter(({ id, state }) => !listed.includes(id) && state !== 'missing');
  return (
    <nav className={classes.tabs} aria-label={consoleWords.consoles}>
      {listed.map((id) => (
        <OneTab key={id} id={id} isShown={id === shown} port={instances.find((one) => one.id === id)?.port ?? null} />
      ))}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" m="auto 4px" aria-label={consoleWords.openConsole}>
            <IconPlus size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          {left.length === 0 && <Menu.Label>{consoleWords.allInstancesAreOpen}</Menu.Label>}
          {left.map(({ id }) => (
            <Menu.Item key={id} onClick={() => navigateTo(`/console/${id}`)}>
              {id}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <div className={classes.panelSwitch}>
        <PanelSwitch />
      </div>
    </nav>
  );
}

interface OneTabProps {
  readonly id: string;
  readonly isShown: boolean;
  readonly port: number | null;
}

function OneTab({ id, isShown, port }: OneTabProps) {
  const streaming = useStore(consoleTab(id).store, ({ state, entries }) =>
    state.activity === 'streaming'
      ? streamName(entries.findLast(({ result }) => result.kind === 'running')?.command)
      : null,
  );
  const close = () => {
    const next = closeTab(id);
    if (isShown) navigateTo(next === null ? '/' : `/console/${next}`);
  };
  return (
    <div className={classes.tab} data-shown={isShown || undefined}>
      <a className={classes.tabLink} href={`#/console/${id}`} aria-current={isShown ? 'page' : undefined}>
        {id} {port !== null && <span className={classes.port}>{port}</span>}
      </a>
      {streaming !== null && <span className={classes.badge}>{streaming}</span>}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={consoleWords.closeConsoleOf(id)} onClick={close}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

function streamName(command: string | null | undefined): string {
  return (command ?? '').trim().split(/\s/, 1)[0]?.toUpperCase() ?? '';
}
