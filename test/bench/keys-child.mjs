// Opens one index in the built worker, in its own process, and prints its cost. Arguments: the worker's file, its spec
// as JSON, and what to measure.
import { Worker } from 'node:worker_threads';

const [file = '', spec = '', what = ''] = process.argv.slice(2);
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const before = cpuMs();
const begun = performance.now();
const worker = new Worker(file, { workerData: JSON.parse(spec) });
/** @type {Map<number, (message: any) => void>} */
const waiting = new Map();
let id = 0;
/** @type {any} */
let state;
/** @type {() => void} */
let changed = () => undefined;
worker.on('message', (message) => {
  if ('state' in message) {
    state = message.state;
    changed();
  } else waiting.get(message.id)?.(message);
});

/**
 * @param {string} question
 * @param {object} request
 * @returns {Promise<any>}
 */
function ask(question, request) {
  id++;
  return new Promise((resolve, reject) => {
    waiting.set(id, ({ answer, failure }) => (failure ? reject(new Error(failure.message)) : resolve(answer)));
    worker.postMessage({ id, ask: question, request });
  });
}

const complete = () => state && ['ready', 'following', 'failed'].includes(state.phase);
await new Promise((resolve) => {
  changed = () => complete() && resolve(undefined);
});
if (state.phase === 'failed') throw new Error(state.problem);
const openedMs = performance.now() - begun;
const root = { database: 0, separator: ':', offset: 0, limit: 100 };
const page = await ask('folder', root);
const openCpuMs = cpuMs() - before;
if (page.totalFolders === 0) throw new Error('no folders were found');
const everything = { sort: 'key', offset: 0, limit: 100 };
/** @type {Record<string, number>} */
const result = { openCpuMs, openedMs };
if (what !== 'open') {
  await ask('list', { ...everything, filter: { database: 'all' } });
  result.sortedCpuMs = cpuMs() - before;
  result.memoryKb = process.memoryUsage().rss / 1024;
}
if (what === 'questions') {
  /**
   * @param {number} count
   * @param {(run: number) => Promise<unknown>} work
   */
  const median = async (count, work) => {
    /** @type {number[]} */
    const times = [];
    for (let run = 0; run < count; run++) {
      const from = performance.now();
      await work(run);
      times.push(performance.now() - from);
    }
    return times.sort((a, b) => a - b)[Math.floor(count / 2)] ?? 0;
  };
  /**
   * @param {string} kind
   * @param {string} text
   */
  const search = (kind, text) => ({ ...everything, filter: { database: 'all', search: { kind, text } } });
  result.containsMs = await median(7, (run) => ask('list', search('contains', `99${run}`)));
  result.globMs = await median(7, (run) => ask('list', search('glob', `*9?${run}*`)));
  result.regexMs = await median(7, (run) => ask('list', search('regex', `9\\d${run}$`)));
  // A person reads the tree for a moment. Meanwhile the large folders are listed.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const folders = page.folders.map((/** @type {any} */ folder) => folder.prefix);
  result.folderMs = await median(folders.length, (at) => ask('folder', { ...root, prefix: folders[at] }));
  result.pageMs = await median(15, (at) =>
    ask('folder', { ...root, prefix: folders[at % folders.length], offset: 100 * at }),
  );
}
process.stdout.write(JSON.stringify(result));
worker.postMessage({ close: true });
