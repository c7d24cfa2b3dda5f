import { expect, it } from 'vitest';
import type { Diagnosis } from '../../shared/contract/diagnostics.ts';
import { CONTAINER_OUTGOING } from '../../shared/contract/names.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useSettingsHome } from '../support/settings-home.ts';
import type { TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

/** Whether the container's packages leave this computer with the computer's own address. */
async function masquerades(home: TestHome): Promise<boolean> {
  const engine = dockerAt(home.dockerHost ?? '');
  const { HostConfig } = await engine.getContainer(`${home.token}-main`).inspect();
  const network = await engine.getNetwork(HostConfig.NetworkMode ?? '').inspect();
  return network.Options?.['com.docker.network.bridge.enable_ip_masquerade'] !== 'false';
}

describeNeeding(['redis', 'docker', 'linux'], 'F3 › a replica in a container without outgoing traffic', () => {
  it('the link is down › says why, and can be opened', async () => {
    const { home, services, change, apply } = await useSettingsHome('docker');
    const manage = (...args: string[]) => runInProcess(['--action', ...args], home.env);
    expect(await masquerades(home)).toBe(false);
    // An address reserved for documentation: no computer has it.
    await change({ replicaof: '192.0.2.1 6379' });
    const replication = async () => (await services.instances.status('main')).replication;
    await waitFor('the link to be down', async () => (await replication()).link === 'down');
    const advice = /closed to outgoing traffic.*no.*reply from 192\.0\.2\.1.*container-outgoing to open/s;
    expect((await replication()).advice).toMatch(advice);
    expect((await manage('status')).stdout.replaceAll(/\s+/g, ' ')).toMatch(/closed to outgoing traffic/);
    const { checks } = (await manage('diagnose', '--json')).json() as Diagnosis;
    expect(checks.find(({ id }) => id === 'instance-main')?.fix).toMatch(advice);

    expect(await manage('config', '--set', `${CONTAINER_OUTGOING}=open`)).toMatchObject({ code: 0 });
    expect(await masquerades(home)).toBe(true);
    expect((await replication()).advice).toBeUndefined();
    const { drift, settings } = await services.settings.describe('main');
    expect(drift).toEqual([]);
    expect(settings.find(({ name }) => name === CONTAINER_OUTGOING)).toMatchObject({ file: 'open' });

    const [last] = await services.settings.history('main');
    await apply({ kind: 'revert', entry: last?.id ?? '' });
    expect(await masquerades(home)).toBe(false);
    expect((await services.settings.describe('main')).drift).toEqual([]);
  });
});
