// Runs one comparison in the built worker, in its own process, and prints its cost. Arguments: the worker's file, and
// its spec as JSON.
import { Worker } from 'node:worker_threads';

const [file = '', spec = ''] = process.argv.slice(2);
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const before = cpuMs();
const begun = performance.now();
const worker = new Worker(file, { workerData: JSON.parse(spec) });
const state = await new Promise((resolve) => {
  worker.on('message', (message) => {
    if ('state' in message && ['ready', 'failed'].includes(message.state.phase)) resolve(message.state);
  });
});
if (state.phase === 'failed') throw new Error(state.problem);
const tookMs = performance.now() - begun;
const usedMs = cpuMs() - before;
const memoryKb = process.memoryUsage().rss / 1024;
worker.postMessage({ close: true });
process.stdout.write(JSON.stringify({ cpuMs: usedMs, tookMs, memoryKb, counts: state.counts }));
