import { runManage } from './run-manage.ts';
import { connectServe } from './serve-client.ts';
import type { RunningServe } from './start-serve.ts';
import type { TestHome } from './test-home.ts';
import { waitFor } from './wait-for.ts';

/**
 * Installs main as a process through the contract, which is much faster than through the view or the CLI.
 * @param serve null to install with the CLI
 */
export async function installMain(home: TestHome, serve: Pick<RunningServe, 'url'> | null): Promise<void> {
  if (!serve) {
    const { code, stderr } = await runManage(['--action', 'install', '--runtime', 'process'], home.env);
    if (code !== 0) throw new Error(`main was not installed (exit ${code}): ${stderr}`);
    return;
  }
  const { api, close } = await connectServe(serve);
  try {
    const { id } = await api.instances.install({ runtime: 'process' });
    const ended = await waitFor('the installation of main to end', async () => {
      const operation = await api.operations.get({ id });
      return operation.state === 'running' ? null : operation;
    });
    if (ended.state !== 'succeeded') throw new Error(`main was not installed: ${ended.error?.message}`);
  } finally {
    close();
  }
}
