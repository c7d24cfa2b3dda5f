import { connectServe } from '../support/serve-client.ts';
import { slowRedis } from '../support/slow-redis.ts';
import { startServe } from '../support/start-serve.ts';
import { waitFor } from '../support/wait-for.ts';
import { expect, test } from './fixtures.ts';

test.use({ needs: ['browser'], withDocker: false });

test('recovery › an operation was undone after a crash › reported once', async ({ home, page }) => {
  // A slow server, so that the installation takes long enough to be killed halfway.
  const slow = { env: { ...home.env, PATH: await slowRedis(home.path) } };
  const killed = await startServe(slow);
  const client = await connectServe(killed);
  const begun = await client.api.instances.install({ runtime: 'process' });
  await waitFor('it to be in the middle of it', async () => {
    const { steps, state } = await client.api.operations.get({ id: begun.id });
    // Its folders exist by then: killed earlier, there would be nothing to undo.
    return state === 'running' && steps.filter((step) => step.state === 'done').length > 2;
  });
  await killed.kill('SIGKILL');
  client.close();

  const serve = await startServe(home);
  await page.goto(serve.url);
  const notice = page.getByRole('region', { name: 'Undone after a crash' });
  await expect(notice).toContainText('The install of main was interrupted and has been undone.');
  await notice.getByRole('button', { name: 'Close this notice' }).click();
  await expect(notice).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(notice).toHaveCount(0);
  await serve.kill('SIGKILL');
});
