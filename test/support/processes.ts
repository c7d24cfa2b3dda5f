import { existsSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { runProgram } from './run-program.ts';
import { waitFor } from './wait-for.ts';

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes of a test's folder: with it in their environment (such as `VROOLI_HOME`), as their working directory, or
 * in their command line. The command line alone is not enough, since redis-server overwrites it with its address.
 * @param text an absolute folder, or on Linux any part of the folder names
 */
export async function processesOf(text: string): Promise<readonly FoundProcess[]> {
  if (process.platform === 'linux') return linuxProcessesOf(text);
  if (process.platform === 'win32' || !existsSync(text)) return [];
  const { stdout } = await runProgram('lsof', ['-w', '-Fpc', '+D', text]).catch(() => ({ stdout: '' }));
  const found = [...stdout.matchAll(/^p(\d+)\nc(.*)$/gm)].map(([, pid, command]) => ({
    pid: Number(pid),
    command: command ?? '',
  }));
  return found.filter(({ pid }) => pid !== process.pid);
}

async function linuxProcessesOf(text: string): Promise<readonly FoundProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      if (pid === process.pid) return null;
      const [folder, command, environment] = await Promise.all([
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
      ]);
      // A zombie has an empty command line and holds no resources.
      const belongs = command !== '' && [`${folder}/`, command, environment].some((place) => place.includes(text));
      return belongs ? { pid, command: command.replaceAll('\0', ' ').trim() } : null;
    }),
  );
  return found.filter((one) => one !== null);
}

/** Kills every process of a folder and waits for their end. */
export async function killProcessesOf(folder: string): Promise<void> {
  await waitFor(
    `the processes of ${folder} to end`,
    async () => {
      const left = await processesOf(folder);
      for (const { pid } of left) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {}
      }
      return left.length === 0;
    },
    { everyMs: 10 },
  );
}
