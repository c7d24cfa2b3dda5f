import { readdir, readFile } from 'node:fs/promises';

/** The processor time of all threads of a process: the first field of each `schedstat`, ns. */
export async function processorMs(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const taken = threads.map(async (thread) =>
    (await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')).split(' '),
  );
  return (await Promise.all(taken)).reduce((sum, [ns]) => sum + Number(ns), 0) / 1e6;
}
