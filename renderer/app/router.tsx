import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { lazyRouteComponent } from '../client/lazy-route-component.ts';
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

const tenants = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tenants',
  component: lazyRouteComponent(() => import('../features/tenants/list/tenants-view.tsx'), 'TenantsView'),
});

/** Whether a place lists the schedules instead of the backups. */
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

// Drawers over the list: each has its own place, so that it can be linked to and "back" closes it.
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

/** Whether a place tells what commands take, instead of what was over time. */
function chartsTab({ tab, at }: Record<string, unknown>): { tab?: 'commands'; at?: string } {
  return { ...(tab === 'commands' ? { tab } : {}), ...chartsMoment({ at }) };
}

/** The moment that charts are to show. Whether it is one is told in the view. */
function chartsMoment({ at }: Record<string, unknown>): { at?: string } {
  return at === undefined ? {} : { at: String(at) };
}

/** The event whose details are open. */
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

/** The part after `#` is the place: so it is the same on the app's own scheme and in a browser. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    home,
    install,
    instance,
    backups,
    backupsOf,
    tenants.addChildren([newTenant, isolation]),
    chartsOfAll,
    chartsOf,
    activityOfAll,
    activityOf,
    settingsHome,
    settings,
    logsHome,
    logs,
    integrationHome,
    integration,
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
