import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Branch, Tenant } from '../../../../shared/contract/tenant.ts';
import { core, ended } from '../../../../test/support/components/fake-core.ts';
import { show } from '../../../../test/support/components/show.tsx';
import { commandOf, offerOf, someContext } from '../../../../test/support/components/some-context.ts';
import { someStatus } from '../../../../test/support/some-status.ts';
import { orpc } from '../../../client/api.ts';
import { queryClient } from '../../../client/query-client.ts';
import { branchAsked } from '../branch/branch-dialog-state.ts';
import { destroyAsked } from '../destroy/tenant-dialog-state.ts';
import './tenant-commands.ts';

const [main, shop] = [someStatus('main'), someStatus('shop')];
const branch: Branch = {
  ...{ from: 'main', of: null, at: '2026-11-20T10:00:00.000Z', expiresAt: '2026-11-21T10:00:00.000Z' },
} as Branch;

beforeEach(() => queryClient.clear());
afterEach(() => {
  branchAsked.set(null);
  destroyAsked.set([]);
});

describe('tenant commands', () => {
  test('main › cannot be destroyed or repaired as a tenant', () => {
    know({ defect: { kind: 'legacy', repair: 'Convert' } as never, id: 'main' });
    expect(offerOf('instance.destroy', someContext(main))).toBe(false);
    expect(offerOf('instance.repair', someContext(main))).toBe(false);
    expect(offerOf('instance.destroy', someContext(null))).toBe(false);
  });

  test('a tenant › destroy asks in its dialog', () => {
    expect(offerOf('instance.destroy', someContext(shop))).toBe(true);
    commandOf('instance.destroy').run(someContext(shop));
    expect(destroyAsked.get()).toEqual(['shop']);
    expect(core.calls).toEqual([]);
  });

  test('a running operation › destroy is disabled with its title', () => {
    const operation = ended({ kind: 'backup', instance: 'shop', title: 'Back up shop', state: 'running' });
    expect(offerOf('instance.destroy', someContext(shop, { operations: [operation] }))).toContain('Back up shop');
  });

  test('repair › offered only with a defect, under the name of its remedy', async () => {
    expect(offerOf('instance.repair', someContext(shop))).toBe(false);
    know({ defect: { kind: 'legacy', repair: 'Convert the tenant' } as never });
    expect(offerOf('instance.repair', someContext(shop))).toBe(true);
    expect(commandOf('instance.repair').title(someContext(shop))).toBe('Convert the tenant (shop)');
    core.reply({ tenants: { repair: () => ended({ kind: 'repair', instance: 'shop', title: 'Repair shop' }) } });
    await commandOf('instance.repair').run(someContext(shop));
    expect(inputsOf('tenants.repair')).toEqual([{ id: 'shop' }]);
  });

  test('branch › of main or a tenant, but not of what is not installed', () => {
    expect(offerOf('instance.branch', someContext(main))).toBe(true);
    expect(offerOf('instance.branch', someContext(someStatus('shop', { runtime: null })))).toBe(false);
    commandOf('instance.branch').run(someContext(main));
    expect(branchAsked.get()).toEqual({ from: 'main', backup: null });
  });

  test('new tenant › leads to its page', () => {
    const context = someContext(null);
    commandOf('tenants.new').run(context);
    commandOf('tenants.isolation').run(context);
    expect(context.places).toEqual(['/tenants/new', '/tenants/isolation']);
  });
});

describe('commands of a branch', () => {
  const ids = ['instance.extend', 'instance.keep', 'instance.compare-origin'];

  test.each(ids)('%s › no branch › hidden', (id) => {
    know({});
    expect(offerOf(id, someContext(shop))).toBe(false);
  });

  test.each(ids)('%s › a branch with an expiry › offered', (id) => {
    know({ branch });
    expect(offerOf(id, someContext(shop))).toBe(true);
  });

  test('keep › it is kept already › hidden', () => {
    know({ branch: { ...branch, expiresAt: null } });
    expect(offerOf('instance.keep', someContext(shop))).toBe(false);
    expect(offerOf('instance.extend', someContext(shop))).toBe(true);
  });

  test('compare with its origin › both sides are chosen already', () => {
    know({ branch });
    const context = someContext(shop);
    commandOf('instance.compare-origin').run(context);
    expect(context.places).toEqual(['/compare?before=instance:main&after=instance:shop']);
  });

  test.each([
    ['instance.extend', 'manage.sh --action extend-client --client-id shop --expires 24h'],
    ['instance.keep', 'manage.sh --action extend-client --client-id shop --expires none'],
    ['instance.destroy', 'manage.sh --action destroy-client --client-id shop'],
    ['instance.branch', 'manage.sh --action create-client --from shop --client-id …'],
  ])('%s › its line of the terminal names the tenant', (id, line) => {
    expect(commandOf(id).terminalLine?.(someContext(shop))).toBe(line);
  });
});

describe('recover', () => {
  const destroyed = { id: 'shop', safetyBackup: 'shop-20261120' };

  test('nothing was destroyed › hidden', () => {
    expect(offerOf('tenants.bring-back', someContext(null))).toBe(false);
  });

  test('the last destroyed tenant › in the title and in the line', () => {
    queryClient.setQueryData(orpc.tenants.destroyed.queryKey(), [destroyed, { ...destroyed, id: 'old' }] as never);
    expect(offerOf('tenants.bring-back', someContext(null))).toBe(true);
    expect(commandOf('tenants.bring-back').title(someContext(null))).toContain('shop');
    expect(commandOf('tenants.bring-back').terminalLine?.(someContext(null))).toBe(
      'manage.sh --action undo-destroy --safety-backup shop-20261120',
    );
  });

  test('disconnected › disabled with the reason', () => {
    queryClient.setQueryData(orpc.tenants.destroyed.queryKey(), [destroyed] as never);
    expect(typeof offerOf('tenants.bring-back', someContext(null, { connected: false }))).toBe('string');
  });

  test('run › recovers from the safety backup and says so', async () => {
    core.reply({ tenants: { undoDestroy: () => ended({ kind: 'undo-destroy', instance: 'shop', title: 'Recover' }) } });
    show(<div />);
    queryClient.setQueryData(orpc.tenants.destroyed.queryKey(), [destroyed] as never);
    await commandOf('tenants.bring-back').run(someContext(null));
    await waitFor(() => expect(inputsOf('tenants.undoDestroy')).toMatchObject([{ safetyBackup: 'shop-20261120' }]));
    expect(screen.queryByText(/could not/i)).toBeNull();
  });
});

/** Puts the tenant shop into the list that the page has read. */
function know(change: Partial<Tenant>): void {
  const tenant = { ...shop, client: 'shop', defect: null, branch: null, companions: [], ...change };
  queryClient.setQueryData(orpc.tenants.list.queryKey(), [tenant] as never);
}

function inputsOf(wanted: string): readonly unknown[] {
  return core.calls.filter(({ procedure }) => procedure === wanted).map(({ input }) => input);
}
