import { readdir, readFile, readlink } from 'node:fs/promises';
import { runProgram } from './run-program.ts';
import { waitFor } from './wait-for.ts';

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes that belong to a folder: started for it (`VROOLI_HOME`), standing in it, or named with it. A
 * redis-server overwrites its command line with its address, so that alone would not do.
 */
export async function processesOf(folder: string): Promise<readonly FoundProcess[]> {
  if (process.platform === 'linux') return linuxProcessesOf(folder);
  if (process.platform === 'win32') return [];
  const { stdout } = await runProgram('lsof', ['-w', '-Fpc', '+D', folder]).catch(() => ({ stdout: '' }));
  const found = [...stdout.matchAll(/^p(\d+)\nc(.*)$/gm)].map(([, pid, command]) => ({
    pid: Number(pid),
    command: command ?? '',
  }));
  return found.filter(({ pid }) => pid !== process.pid);
}

async function linuxProcessesOf(folder: string): Promise<readonly FoundProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      if (pid === process.pid) return null;
      const [cwd, command, environment] = await Promise.all([
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
      ]);
      // A process that has ended and waits for its parent has an empty command line, and holds nothing.
      const belongs =
        command !== '' &&
        (cwd === folder ||
          cwd.startsWith(`${folder}/`) ||
          command.includes(folder) ||
          environment.split('\0').includes(`VROOLI_HOME=${folder}`));
      return belongs ? { pid, command: command.replaceAll('\0', ' ').trim() } : null;
    }),
  );
  return found.filter((one) => one !== null);
}

/** Kills every process of a folder and waits until none is left. */
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
