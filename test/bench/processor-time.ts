import { readdir, readFile } from 'node:fs/promises';

/** What all threads of a process have taken of the processor: the first field of each one's `schedstat`, ns. */
export async function processorMs(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const taken = threads.map(async (thread) =>
    (await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')).split(' '),
  );
  return (await Promise.all(taken)).reduce((sum, [ns]) => sum + Number(ns), 0) / 1e6;
}
