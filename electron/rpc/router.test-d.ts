import type { InferRouterInitialContexts, RouterClient } from '@orpc/server';
import { expectTypeOf, test } from 'vitest';
import type { Api, contract } from '../../shared/contract/contract.ts';
import type { createLocalApi } from './local.ts';
import type { router } from './router.ts';

type Names<T> = { [Noun in keyof T]: keyof T[Noun] };

test('the router implements every procedure of the contract and no other', () => {
  expectTypeOf<Names<typeof router>>().toEqualTypeOf<Names<typeof contract>>();
});

test('a client over any wire has the type of the contract', () => {
  expectTypeOf<RouterClient<typeof router>>().toExtend<Api>();
  expectTypeOf<typeof createLocalApi>().returns.toEqualTypeOf<Api>();
});

test('every procedure receives the services', () => {
  expectTypeOf<InferRouterInitialContexts<typeof router>['instances']['list']>().toHaveProperty('services');
});
