import {
  type Icon,
  IconAdjustments,
  IconArchive,
  IconChartLine,
  IconFileText,
  IconFolders,
  IconGauge,
  IconHistory,
  IconKey,
  IconPlug,
  IconServer2,
  IconStethoscope,
  IconTerminal2,
} from '@tabler/icons-react';
import type { InstanceState, InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import * as appWords from '../words.ts';

/** An entry of the navigation. A feature adds its own here. */
export interface View {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  readonly to: string;
  /** The prefix of its subpages; needed where `to` is `/`, the prefix of every path. */
  readonly within?: string;
  /** Each instance has its own page: `/settings/main`. */
  readonly perInstance?: true;
  /** A line separates the groups. */
  readonly group: 'instances' | 'tools';
  readonly shortcut?: string;
  /** The equivalent CLI action. */
  readonly action?: string;
  /** The number next to the label; null for none. */
  readonly count?: (instances: readonly InstanceStatus[]) => number | null;
}

const isInstalled = ({ state }: { readonly state: InstanceState }) => state !== 'missing';

export const views: readonly View[] = [
  {
    id: 'instances',
    label: appWords.instances,
    icon: IconServer2,
    to: '/',
    within: '/instances/',
    group: 'instances',
    shortcut: 'g i',
    count: (instances) => instances.filter(isInstalled).length || null,
  },
  {
    id: 'tenants',
    label: appWords.tenants,
    icon: IconFolders,
    to: '/tenants',
    group: 'instances',
    shortcut: 'g t',
    count: (instances) => instances.filter(({ id }) => id !== MAIN).length || null,
  },
  {
    id: 'backups',
    label: appWords.backups,
    icon: IconArchive,
    to: '/backups',
    group: 'instances',
    shortcut: 'g b',
    action: 'list-backups',
  },
  {
    id: 'keys',
    label: appWords.keys,
    icon: IconKey,
    to: '/keys',
    perInstance: true,
    group: 'instances',
    shortcut: 'g k',
    action: 'inspect',
  },
  {
    id: 'charts',
    label: appWords.charts,
    icon: IconChartLine,
    to: '/charts',
    perInstance: true,
    group: 'tools',
    shortcut: 'g c',
    action: 'monitor',
  },
  {
    id: 'activity',
    label: appWords.activity,
    icon: IconHistory,
    to: '/activity',
    perInstance: true,
    group: 'tools',
    shortcut: 'g a',
    action: 'activity',
  },
  {
    id: 'settings',
    label: appWords.settings,
    icon: IconAdjustments,
    to: '/settings',
    perInstance: true,
    group: 'tools',
    shortcut: 'g s',
    action: 'config',
  },
  {
    id: 'logs',
    label: appWords.logs,
    icon: IconFileText,
    to: '/logs',
    perInstance: true,
    group: 'tools',
    shortcut: 'g l',
    action: 'logs',
  },
  {
    id: 'console',
    label: appWords.consoleLabel,
    icon: IconTerminal2,
    to: '/console',
    perInstance: true,
    group: 'tools',
    shortcut: 'g o',
    action: 'cli',
  },
  {
    id: 'diagnostics',
    label: appWords.diagnostics,
    icon: IconStethoscope,
    to: '/diagnostics',
    group: 'tools',
    shortcut: 'g d',
    action: 'diagnose',
  },
  {
    id: 'benchmark',
    label: appWords.benchmark,
    icon: IconGauge,
    to: '/benchmark',
    perInstance: true,
    group: 'tools',
    shortcut: 'g m',
    action: 'benchmark',
  },
  {
    id: 'integration',
    label: appWords.integration,
    icon: IconPlug,
    to: '/integration',
    perInstance: true,
    group: 'tools',
    shortcut: 'g p',
    action: 'metrics',
  },
];
