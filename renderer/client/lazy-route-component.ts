import { lazyRouteComponent as ofRouter } from '@tanstack/react-router';
import { partOfPage } from './lost-files.ts';

/** Like the router's function, but retries a view whose request was lost. */
export const lazyRouteComponent: typeof ofRouter = (load, name) => ofRouter(() => partOfPage(load), name);
