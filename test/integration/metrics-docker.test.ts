import { expect, test } from 'vitest';
import { describeNeeding } from '../support/needs.ts';
import { loadTestImage, runInstance, specOf, useDockerHome } from './docker-fixture.ts';

describeNeeding(['docker'], 'resource usage of a container', () => {
  test('running and read › reported', async () => {
    const home = await useDockerHome();
    const none = home.runtime.usage('main');
    expect((await none.next()).done).toBe(true);
    await loadTestImage(home);
    await runInstance(home, await specOf(home));

    const abort = new AbortController();
    const read = home.runtime.usage('main', abort.signal);
    expect((await read.next()).value).toMatchObject({ memoryBytes: expect.any(Number) });
    const second = (await read.next()).value;
    expect(second).toMatchObject({ cpuPercent: expect.any(Number), memoryBytes: expect.any(Number) });
    expect(second?.memoryBytes).toBeGreaterThan(100_000);
    abort.abort();
    expect((await read.next()).done).toBe(true);

    const toTheEnd = home.runtime.usage('main');
    await toTheEnd.next();
    await home.runtime.kill('main');
    for await (const usage of toTheEnd) expect(Date.parse(usage.at)).toBeGreaterThan(0);
  });
});
