import { tmpdir } from 'node:os';
import type { TestContext } from 'vitest';
import { runProgram } from './run-program.ts';

/** Skips a test where this redis-server was built without TLS. */
export async function needTls(context: TestContext): Promise<void> {
  const args = ['--port', '0', '--tls-port', '1', '--dir', tmpdir()];
  const tried = await runProgram('redis-server', args).catch(() => null);
  if (!tried || /Bad directive|wrong number of arguments/i.test(tried.stdout))
    context.skip('this redis-server was built without TLS');
}
