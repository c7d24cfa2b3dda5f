import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type RouteComponent,
  RouterProvider,
} from '@tanstack/react-router';
import { onTestFinished } from 'vitest';
import { show } from './show.tsx';

interface View {
  /** As in the app: `/key-history/$id`. */
  readonly path: string;
  readonly component: RouteComponent;
  readonly validateSearch?: (raw: Record<string, unknown>) => object;
}

/** Shows a view at an address, like the app's router. Other addresses show nothing. */
export function showAt(address: string, { path, component, validateSearch }: View): ReturnType<typeof show> {
  window.location.hash = address;
  const root = createRootRoute({ notFoundComponent: () => null });
  const route = createRoute({
    getParentRoute: () => root,
    path,
    component,
    ...(validateSearch && { validateSearch }),
  });
  const history = createHashHistory();
  const router = createRouter({ routeTree: root.addChildren([route]), history });
  onTestFinished(() => {
    history.destroy();
    window.location.hash = '';
  });
  return show(<RouterProvider router={router as never} />);
}
