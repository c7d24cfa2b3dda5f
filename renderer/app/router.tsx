import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { lazyRouteComponent } from '../client/lazy-route-component.ts';
import { compareSearch } from '../features/compare/model/compare-address.ts';
import { keysSearch } from '../features/keys/model/keys-address.ts';
import { openAhead } from '../features/keys/source/open-ahead.ts';
import { panelSearch } from '../features/server/model/panel-names.ts';
import { AppShell } from './shell/app-shell.tsx';
import { NotFound } from './shell/not-found.tsx';
import { ViewError } from './shell/view-error.tsx';

const rootRoute = createRootRoute({ component: AppShell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/summary/home.tsx'), 'Home'),
});

const install = createRoute({
  getParentRoute: () => rootRoute,
  path: '/install',
  component: lazyRouteComponent(() => import('../features/first-run/install-page.tsx'), 'InstallPage'),
});

const instance = createRoute({
  getParentRoute: () => rootRoute,
  path: '/instances/$id',
  component: lazyRouteComponent(() => import('../features/summary/instance-page.tsx'), 'InstancePage'),
});

const instancePanel = createRoute({
  getParentRoute: () => rootRoute,
  path: '/instances/$id/$panel',
  validateSearch: panelSearch,
  component: lazyRouteComponent(() => import('../features/summary/instance-panel-page.tsx'), 'InstancePanelPage'),
});

const tenants = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tenants',
  component: lazyRouteComponent(() => import('../features/tenants/list/tenants-view.tsx'), 'TenantsView'),
});

const machines = createRoute({
  getParentRoute: () => rootRoute,
  path: '/machines',
  component: lazyRouteComponent(() => import('../features/tenants/machines/machines-view.tsx'), 'MachinesView'),
});

/** The tab of a backups URL: schedules instead of backups. */
function backupsTab({ tab }: Record<string, unknown>): { tab?: 'schedules' } {
  return tab === 'schedules' ? { tab } : {};
}

const backups = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backups',
  validateSearch: backupsTab,
  component: lazyRouteComponent(() => import('../features/backups/list/backups-view.tsx'), 'BackupsView'),
});

const backupsOf = createRoute({
  getParentRoute: () => rootRoute,
  path: '/backups/$id',
  validateSearch: backupsTab,
  component: lazyRouteComponent(() => import('../features/backups/list/backups-view.tsx'), 'BackupsView'),
});

// Drawers over the list have routes, so that links open them and Back closes them.
const newTenant = createRoute({
  getParentRoute: () => tenants,
  path: '/new',
  component: lazyRouteComponent(() => import('../features/tenants/create/create-drawer.tsx'), 'CreateDrawer'),
});

const isolation = createRoute({
  getParentRoute: () => tenants,
  path: '/isolation',
  component: lazyRouteComponent(() => import('../features/tenants/isolation/isolation-drawer.tsx'), 'IsolationDrawer'),
});

/** The same over Machines, so that it closes to where it was opened. */
const isolationOfMachines = createRoute({
  getParentRoute: () => machines,
  path: '/isolation',
  component: lazyRouteComponent(() => import('../features/tenants/isolation/isolation-drawer.tsx'), 'IsolationDrawer'),
});

const settingsHome = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/form/settings-home.tsx'), 'SettingsHome'),
});

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/$id',
  component: lazyRouteComponent(() => import('../features/settings/form/settings-view.tsx'), 'SettingsView'),
});

const chartsOfAll = createRoute({
  getParentRoute: () => rootRoute,
  path: '/charts',
  validateSearch: chartsMoment,
  component: lazyRouteComponent(() => import('../features/charts/board/charts-view.tsx'), 'ChartsView'),
});

/** The tab of a charts URL: command statistics instead of charts. */
function chartsTab({ tab, at }: Record<string, unknown>): { tab?: 'commands'; at?: string } {
  return { ...(tab === 'commands' ? { tab } : {}), ...chartsMoment({ at }) };
}

/** The time to show on the charts. The view validates it and shows the error. */
function chartsMoment({ at }: Record<string, unknown>): { at?: string } {
  return at === undefined ? {} : { at: String(at) };
}

/** The id of the event whose details are open. */
function shownEvent({ event }: Record<string, unknown>): { event?: string } {
  return event === undefined ? {} : { event: String(event) };
}

const chartsOf = createRoute({
  getParentRoute: () => rootRoute,
  path: '/charts/$id',
  validateSearch: chartsTab,
  component: lazyRouteComponent(() => import('../features/charts/board/charts-view.tsx'), 'ChartsView'),
});

const activityOfAll = createRoute({
  getParentRoute: () => rootRoute,
  path: '/activity',
  validateSearch: shownEvent,
  component: lazyRouteComponent(() => import('../features/activity/activity-view.tsx'), 'ActivityView'),
});

const activityOf = createRoute({
  getParentRoute: () => rootRoute,
  path: '/activity/$id',
  validateSearch: shownEvent,
  component: lazyRouteComponent(() => import('../features/activity/activity-view.tsx'), 'ActivityView'),
});

const logsHome = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logs',
  component: lazyRouteComponent(() => import('../features/logs/logs-home.tsx'), 'LogsHome'),
});

const logs = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logs/$id',
  component: lazyRouteComponent(() => import('../features/logs/logs-view.tsx'), 'LogsView'),
});

// A source without an instance is a file, named in the search parameters.
const keysOfFile = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys',
  validateSearch: keysSearch,
  component: lazyRouteComponent(() => import('../features/keys/page/keys-view.tsx'), 'KeysView'),
});

const keysOf = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys/$id',
  validateSearch: keysSearch,
  beforeLoad: ({ params, cause }) => {
    if (cause === 'enter') openAhead({ kind: 'instance', instance: params.id });
  },
  component: lazyRouteComponent(() => import('../features/keys/page/keys-view.tsx'), 'KeysView'),
});

const keyHistory = createRoute({
  getParentRoute: () => rootRoute,
  path: '/key-history/$id',
  validateSearch: keysSearch,
  component: lazyRouteComponent(() => import('../features/key-history/history-page.tsx'), 'HistoryPage'),
});

const keysOfBackup = createRoute({
  getParentRoute: () => rootRoute,
  path: '/keys/$id/$backup',
  validateSearch: keysSearch,
  beforeLoad: ({ params, cause }) => {
    if (cause === 'enter') openAhead({ kind: 'backup', instance: params.id, name: params.backup });
  },
  component: lazyRouteComponent(() => import('../features/keys/page/keys-view.tsx'), 'KeysView'),
});

const compare = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('../features/compare/page/compare-view.tsx'), 'CompareView'),
});

const consoleHome = createRoute({
  getParentRoute: () => rootRoute,
  path: '/console',
  component: lazyRouteComponent(() => import('../features/console/console-home.tsx'), 'ConsoleHome'),
});

const consoleOf = createRoute({
  getParentRoute: () => rootRoute,
  path: '/console/$id',
  component: lazyRouteComponent(() => import('../features/console/console-view.tsx'), 'ConsoleView'),
});

const diagnostics = createRoute({
  getParentRoute: () => rootRoute,
  path: '/diagnostics',
  component: lazyRouteComponent(() => import('../features/diagnostics/diagnostics-view.tsx'), 'DiagnosticsView'),
});

const integrationHome = createRoute({
  getParentRoute: () => rootRoute,
  path: '/integration',
  component: lazyRouteComponent(() => import('../features/integration/integration-home.tsx'), 'IntegrationHome'),
});

const integration = createRoute({
  getParentRoute: () => rootRoute,
  path: '/integration/$id',
  component: lazyRouteComponent(() => import('../features/integration/integration-view.tsx'), 'IntegrationView'),
});

const benchmarkHome = createRoute({
  getParentRoute: () => rootRoute,
  path: '/benchmark',
  component: lazyRouteComponent(() => import('../features/benchmark/benchmark-home.tsx'), 'BenchmarkHome'),
});

const benchmark = createRoute({
  getParentRoute: () => rootRoute,
  path: '/benchmark/$id',
  component: lazyRouteComponent(() => import('../features/benchmark/benchmark-view.tsx'), 'BenchmarkView'),
});

const preferences = createRoute({
  getParentRoute: () => rootRoute,
  path: '/preferences',
  component: lazyRouteComponent(() => import('../features/preferences/preferences-view.tsx'), 'PreferencesView'),
});

const addMachine = createRoute({
  getParentRoute: () => rootRoute,
  path: '/preferences/add-machine',
  component: lazyRouteComponent(() => import('../features/preferences/preferences-view.tsx'), 'AddMachineView'),
});

const about = createRoute({
  getParentRoute: () => rootRoute,
  path: '/preferences/about',
  component: lazyRouteComponent(() => import('../features/preferences/about-page.tsx'), 'AboutPage'),
});

const whatsNew = createRoute({
  getParentRoute: () => rootRoute,
  path: '/preferences/whats-new',
  component: lazyRouteComponent(() => import('../features/preferences/whats-new-page.tsx'), 'WhatsNewPage'),
});

/** Hash history, because it works both on the desktop app's own scheme and in a browser. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    home,
    install,
    instance,
    instancePanel,
    backups,
    backupsOf,
    machines.addChildren([isolationOfMachines]),
    tenants.addChildren([newTenant, isolation]),
    chartsOfAll,
    chartsOf,
    activityOfAll,
    activityOf,
    settingsHome,
    settings,
    logsHome,
    logs,
    keysOfFile,
    keysOf,
    keysOfBackup,
    keyHistory,
    compare,
    consoleHome,
    consoleOf,
    diagnostics,
    integrationHome,
    integration,
    benchmarkHome,
    benchmark,
    preferences,
    addMachine,
    about,
    whatsNew,
  ]),
  history: createHashHistory(),
  defaultErrorComponent: ViewError,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
