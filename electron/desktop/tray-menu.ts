import type { MenuItemConstructorOptions } from 'electron';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import { desktopWords } from './texts.ts';

/** What the tray shows of an instance. */
export type TrayInstance = Pick<InstanceStatus, 'id' | 'state' | 'port'>;

/** The actions of its entries. */
export interface TrayActions {
  readonly open: (route: string | null) => void;
  readonly start: (id: string) => void;
  readonly stop: (id: string) => void;
  readonly backUp: (id: string) => void;
  readonly quit: () => void;
}

/** How many tenants fit into a menu on a small screen. The window shows the others. */
const MAX_TENANTS = 19;

/** The menu of the tray and the dock: each instance with its state and its actions. */
export function trayTemplate(instances: readonly TrayInstance[], actions: TrayActions): MenuItemConstructorOptions[] {
  const shown = instances.slice(0, MAX_TENANTS + 1);
  return [
    { id: 'open', label: desktopWords().openApp, click: () => actions.open(null) },
    { type: 'separator' },
    ...shown.map((one) => instanceItem(one, actions)),
    ...(shown.length === 0 ? [{ label: desktopWords().noInstances, enabled: false }] : []),
    { type: 'separator' },
    { id: 'quit', label: desktopWords().quit, click: actions.quit },
  ];
}

function instanceItem({ id, state, port }: TrayInstance, actions: TrayActions): MenuItemConstructorOptions {
  const isUp = state === 'running' || state === 'starting' || state === 'unhealthy';
  return {
    id: `instance:${id}`,
    label: desktopWords().instanceInState(id, state, port),
    submenu: [
      { id: `open:${id}`, label: desktopWords().open, click: () => actions.open(`/instances/${id}`) },
      isUp
        ? { id: `stop:${id}`, label: desktopWords().stop, click: () => actions.stop(id) }
        : {
            id: `start:${id}`,
            label: desktopWords().start,
            enabled: state === 'stopped',
            click: () => actions.start(id),
          },
      {
        id: `back-up:${id}`,
        label: desktopWords().backUpNow,
        enabled: state === 'running',
        click: () => actions.backUp(id),
      },
    ],
  };
}

/** The tool tip. */
export function trayToolTip(name: string, instances: readonly TrayInstance[]): string {
  const running = instances.filter(({ state }) => state === 'running').length;
  const troubled = instances.filter(({ state }) => state === 'unhealthy').map(({ id }) => id);
  return desktopWords().trayState(name, running, instances.length, troubled);
}
