import { lazyRouteComponent as ofRouter } from '@tanstack/react-router';
import { partOfPage } from './lost-files.ts';

/** As the router's own, for views that are fetched again when they are lost on their way. */
export const lazyRouteComponent: typeof ofRouter = (load, name) => ofRouter(() => partOfPage(load), name);
