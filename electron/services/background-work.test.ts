import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { useTestHome } from '../../test/support/use-test-home.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { createServices } from './create-services.ts';

const folder = join(import.meta.dirname);

test('services › background work was not started › nothing is written in the home', async () => {
  const home = await useTestHome({ docker: false });
  for (const client of ['terminal', 'browser', 'desktop'] as const) {
    const services = await createServices({ env: home.env, client });
    await services.instances.list();
    await services.close();
    expect(await readdir(home.path)).toEqual([]);
  }
});

test('services › background work was started, twice › one recorder works, and close ends it', async () => {
  const home = await useTestHome({ docker: false });
  const services = await createServices({ env: home.env, client: 'terminal' });
  onTestFinished(() => services.close());
  services.startBackgroundWork();
  services.startBackgroundWork();
  let ticks = 0;
  services.metrics.onTick(() => ticks++);
  await waitFor('a sample', async () => ticks > 0);
  await services.close();
  const ended = ticks;
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(ticks).toBe(ended);
});

test('composition › does not branch on which client asks', async () => {
  expect(await readFile(join(folder, 'create-services.ts'), 'utf8')).not.toMatch(/client [!=]==/);
});
