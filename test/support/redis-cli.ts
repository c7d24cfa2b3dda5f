import { runProgram } from './run-program.ts';

/**
 * Returns the output of the real `redis-cli`, without the last line break.
 * @throws Error with its output, for an exit code other than 0
 */
export async function redisCli(port: number, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram('redis-cli', ['-p', String(port), ...args]);
  if (code !== 0) throw new Error(`redis-cli -p ${port} ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout.replace(/\n$/, '');
}
