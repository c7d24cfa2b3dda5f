import { isDefinedError, safe } from '@orpc/client';
import { expectTypeOf, test } from 'vitest';
import type { Api } from './contract.ts';
import type { Engine } from './engine.ts';
import type { ErrorData } from './errors.ts';
import type { InstanceStatus } from './instance.ts';
import type { Change } from './live.ts';
import type { Operation, OperationOf } from './operations.ts';
import type { RuntimeKind } from './values.ts';

declare const api: Api;

test('contract › a procedure › takes the input and returns the output of its schema', () => {
  expectTypeOf(api.instances.list).returns.resolves.toEqualTypeOf<InstanceStatus[]>();
  expectTypeOf(api.engines.list).returns.resolves.toEqualTypeOf<Engine[]>();
  expectTypeOf(api.instances.status).parameter(0).toEqualTypeOf<{ id: string }>();
  expectTypeOf(api.instances.install).returns.resolves.toEqualTypeOf<OperationOf<'install'>>();
  expectTypeOf(api.instances.install).parameter(0).toHaveProperty('runtime').toEqualTypeOf<RuntimeKind | undefined>();
});

test('contract › a field with a default › may be omitted', () => {
  expectTypeOf(api.instances.uninstall).toBeCallableWith({ id: 'main' });
  expectTypeOf(api.live.statuses).toBeCallableWith({});
});

test('contract › input that no schema allows › does not compile', () => {
  // @ts-expect-error an id is needed
  void api.instances.start({});
  // @ts-expect-error no such runtime
  void api.instances.install({ runtime: 'podman' });
  // @ts-expect-error no such procedure
  void api.instances.destroy({ id: 'main' });
});

test('contract › a stream › yields its items one by one', async () => {
  for await (const tick of await api.live.statuses({ intervalMs: 1000 })) {
    expectTypeOf(tick).toEqualTypeOf<{ at: string; items: InstanceStatus[] }>();
  }
  for await (const batch of await api.live.changes()) {
    expectTypeOf(batch).toEqualTypeOf<{ items: Change[]; dropped: number }>();
  }
  for await (const now of await api.operations.watch({ id: '1' })) expectTypeOf(now).toEqualTypeOf<Operation>();
});

test('contract › a declared failure › its code narrows its data', async () => {
  const { error } = await safe(api.instances.install({}));
  if (!isDefinedError(error)) return;
  if (error.code === 'PORT_TAKEN') {
    expectTypeOf(error.data).toEqualTypeOf<{ port: number; by: string | null; free: number | null }>();
  }
  if (error.code === 'BUSY') expectTypeOf(error.data).toEqualTypeOf<ErrorData<'BUSY'>>();
  // @ts-expect-error no such code
  if (error.code === 'SOMETHING_ELSE') return;
});
