import { expect, it } from 'vitest';
import type { Tenant } from '../../shared/contract/tenant.ts';
import { describeNeeding } from '../support/needs.ts';
import { runManage } from '../support/run-manage.ts';
import { useTestHome } from '../support/use-test-home.ts';

describeNeeding(['redis', 'posix'], 'twenty simultaneous creations in separate processes', () => {
  it('nineteen ports › nineteen tenants, the twentieth gets NO_FREE_PORT', async () => {
    const home = await useTestHome({ docker: false });
    // Rebuild once before the processes start.
    await runManage(['--action', 'status'], home.env);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        runManage(['--action', 'create-client', '--client-id', `client-${index}`, '--json'], home.env),
      ),
    );
    const refused = results.filter(({ code }) => code !== 0);
    expect(refused.map(({ code, json }) => [code, json()])).toEqual([
      [1, { error: expect.objectContaining({ code: 'NO_FREE_PORT', data: home.clientPorts }) }],
    ]);
    const listed = (await runManage(['--action', 'list-clients', '--json'], home.env)).json() as Tenant[];
    const { start } = home.clientPorts;
    expect(listed.map(({ port }) => port)).toEqual(Array.from({ length: 19 }, (_, index) => start + index));
    expect(new Set(listed.map(({ state }) => state))).toEqual(new Set(['running']));
  });
});
