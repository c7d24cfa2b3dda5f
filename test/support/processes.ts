import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
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
  if (process.platform === 'linux') return (await processesOfEach([text]))[0] ?? [];
  if (process.platform === 'win32' || !existsSync(text)) return [];
  const { stdout } = await runProgram('lsof', ['-w', '-Fpc', '+D', text]).catch(() => ({ stdout: '' }));
  const found = [...stdout.matchAll(/^p(\d+)\nc(.*)$/gm)].map(([, pid, command]) => ({
    pid: Number(pid),
    command: command ?? '',
  }));
  return found.filter(({ pid }) => pid !== process.pid);
}

/** {@link processesOf} for several folders, with one scan of the machine's processes. */
export async function processesOfEach(texts: readonly string[]): Promise<readonly (readonly FoundProcess[])[]> {
  if (process.platform !== 'linux') return Promise.all(texts.map(processesOf));
  const seen = texts.length > 0 ? linuxProcesses() : [];
  return texts.map((text) =>
    seen
      .filter(({ places }) => places.some((place) => place.includes(text)))
      .map(({ pid, command }) => ({ pid, command })),
  );
}

/**
 * All processes except this one, with their folder, command line and environment. Read synchronously: promises take
 * three times the processor time, and every test with a home scans here twice.
 */
function linuxProcesses(): (FoundProcess & { readonly places: readonly string[] })[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((name) => {
    const pid = Number(name);
    const command = pid === process.pid ? '' : read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    // A zombie has an empty command line and holds no resources.
    if (command === '') return [];
    const folder = read(() => readlinkSync(`/proc/${pid}/cwd`));
    const environment = read(() => readFileSync(`/proc/${pid}/environ`, 'utf8'));
    return [{ pid, command: command.replaceAll('\0', ' ').trim(), places: [`${folder}/`, command, environment] }];
  });
}

/** @returns an empty text for a process that has ended, or is another user's */
function read(what: () => string): string {
  try {
    return what();
  } catch {
    return '';
  }
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
