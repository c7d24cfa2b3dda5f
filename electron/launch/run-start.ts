import { appFolder } from '../rpc/app-folder.ts';
import { exitCodes } from '../terminal/cli/exit-codes.ts';
import { Output } from '../terminal/cli/output.ts';
import { Questions } from '../terminal/cli/questions.ts';
import { StopRequest } from '../terminal/cli/stop-request.ts';
import { runTerminal, type Surroundings } from '../terminal/run-terminal.ts';
import { installRedisIfNothingRuns } from './install-redis.ts';
import { openDesktop } from './open-desktop.ts';

/**
 * `npm start`: installs Redis if this computer cannot run it, then opens the desktop app if possible, and otherwise
 * serves the web UI. The flags are those of `--action serve`; any of them chooses the web UI.
 */
export async function runStart(argv: readonly string[], around: Surroundings): Promise<number> {
  const { env, stdout, stderr } = around;
  const serve = () => runTerminal(['--action', 'serve', ...argv], around);
  if (argv.includes('--help') || argv.includes('-h')) return serve();
  const output = new Output({ stdout, stderr, env, json: argv.includes('--json') });
  const root = appFolder();
  const questions = new Questions(output, around, new StopRequest());
  await installRedisIfNothingRuns({ output, questions, root, engines: () => engines(env) }).catch(() => {
    // If the engines cannot be listed, the app cannot start either, and reports why.
  });
  if (argv.length > 0) return serve();
  const problem = await openDesktop({
    output,
    root,
    machine: { platform: process.platform, env, uid: process.getuid?.() },
  });
  if (problem === null) return exitCodes.done;
  output.note(`The app is served to your browser: ${problem}.`);
  return serve();
}

async function engines(env: Surroundings['env']) {
  const { createServices } = await import('../services/create-services.ts');
  const services = await createServices({ env, client: 'browser' });
  try {
    return await services.engines.list();
  } finally {
    await services.close();
  }
}
