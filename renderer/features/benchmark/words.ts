import { counted } from '../../../shared/format/count.ts';

export const benchmark = 'Benchmark';
export const ofId = (id: string) => `of ${id}`;
export const idOnScratchServers = (id: string) => `${id} · measured on scratch servers, live data is not used`;
export const idItself = (id: string) => `${id} · measured live`;
export const installAnInstance = 'Install an instance to measure its speed.';
export const readTheRuns = 'Read the benchmark results';
export const readTheTool = 'Detect redis-benchmark';
export const readTheSettings = (id: string) => `Read the settings of ${id}`;
export const couldNotReadTheRuns = 'Could not read the benchmark results';

export const compare = 'Compare';
export const sideAsNow = (id: string) => `A ${id} as it is now`;
export const asItIsNow = (id: string) => `As ${id} is now`;
export const currentVersionAndSettings = 'its version, settings and limits';
export const changed = 'Changed';
export const nothingToCompare = 'Only A is measured. Add a setting or a version to compare.';
export const addASetting = 'Add a setting';
export const noSuchSetting = 'No setting matches';
export const otherVersion = 'Other version';
export const image = 'Image';
export const imagePlaceholder = 'redis:8-alpine';
export const noImages = (unit: string) => `It runs as a ${unit}, which has no images: versions cannot be compared.`;
export const removeName = (name: string) => `Remove ${name}`;
export const nowValue = (value: string) => `now ${value}`;

export const load = 'Load';
export const tests = 'Tests';
export const testsOf = (chosen: number, all: number) => `${chosen} of ${all}`;
export const clients = 'Clients';
export const valueSize = 'Value size';
export const bytesUnit = 'B';
export const pipeline = 'Pipeline';
export const requestsARound = 'Requests a round';
export const rounds = 'Rounds';
export const interleaved = 'Interleaved: A B, B A, A B …';
export const everyTestRunsOnce = 'Each test runs this often, and the mean counts.';
export const recordedTraffic = 'Recorded traffic';
export const none = 'none';
export const monitorCosts = (id: string) =>
  `Replays what the clients of ${id} send within that time, 60 s at most. MONITOR slows ${id} meanwhile, by up to half under load. Secrets are left out, and nothing is kept.`;
export const measureLive = 'Measure the instance itself';
export const liveSlowsOthers =
  'Its other clients are slower meanwhile. The keys of the benchmark are deleted afterwards.';
export const liveNotCompared =
  'Not available with a comparison or recorded traffic, which must not change the instance.';
export const chooseATest = 'Choose at least one test.';
export const wholeNumber = (min: number, max: number) => `A whole number from ${min} to ${max}.`;

export const runBenchmark = 'Run benchmark';
export const runComparison = 'Run comparison';
export const notRunning = (id: string) => `${id} is not running. Start it to measure its speed.`;
export const start = 'Start';
export const otherOperation = (title: string) => `Wait until this ends: ${title}.`;
export const otherBenchmark = (id: string) =>
  `A benchmark of ${id} is running. Two at the same time would slow each other.`;
export const disconnected = 'Unavailable while disconnected.';
export const noRedisBenchmark = 'redis-benchmark was not found on this computer.';
export const builtInIsSlower =
  'The app generates the load itself, or uses the program of the container. Its own load reaches lower figures: compare them only with each other. To install redis-benchmark, install Redis with your package manager.';

export const noResultsYet = (id: string) => `No benchmark of ${id} yet`;
export const resultsAppearHere = 'Choose tests and a load, then run it. The last 50 results are kept here.';
export const throughput = 'Throughput';
export const requestsPerSecond = 'requests per second';
export const meanOf = (rounds: number) =>
  rounds === 1 ? 'of one round' : `mean of ${rounds} rounds; the line is the 95 % confidence interval`;
export const test = 'Test';
export const perSecond = 'Requests/s';
export const result = 'Result';
export const confidence = 'Confidence';
export const noDifference = 'No difference';
export const fasterBy = (side: string, ratio: string) => `${side} faster ${ratio}×`;
export const latency = 'Latency percentiles';
export const latencyUnit = 'ms';
export const latencyCompared = 'ms; ↓ lower than A, ↑ higher, beyond the confidence interval';
export const max = 'max';
export const lower = 'lower than A';
export const higher = 'higher than A';
export const chartLabel = 'Requests per second of each test';

export const summaryOfB = (faster: number, all: number, slower: number) =>
  faster + slower === 0
    ? `No difference in ${counted(all, 'test')}.`
    : `B is faster in ${faster} of ${counted(all, 'test')} and slower in ${slower}.`;
export const gains = (test: string, share: string) => `${test} gains ${share}`;
export const loses = (test: string, share: string) => `${test} loses ${share}`;
export const usesCores = (side: string, cores: string) => `${side} uses ${cores} cores under load`;
export const serves = (id: string, rate: string, share: string) =>
  `${id} serves ${rate} ops/s now, ${share} of what A reaches`;
export const littleNeeded = 'The instance needs little of either.';
export const applyB = 'Apply B as a plan…';
export const upgradeWith = 'To run this version, upgrade the instance:';
export const notInterleaved =
  'These runs were measured at different times: other load of the computer can be the difference.';

export const took = 'Took';
export const seconds = (value: string) => `${value} s`;
export const loadOf = (requests: string, clients: number, pipeline: number, size: string) =>
  `${requests} requests · ${clients} clients · pipeline ${pipeline} · ${size}`;
export const notes = 'Notes';

export const results = 'Results';
export const runAt = (time: string) => `Run ${time}`;
export const compareWith = 'Compare with another run';
export const exportCsv = 'Export as CSV';
export const exportJson = 'Export as JSON';
export const exportResult = 'Export';
export const deleteRun = 'Delete this run';
export const runDeleted = (time: string) => `Result of ${time} deleted`;
export const undo = 'Undo';
export const undoDeletion = 'Undo the deletion';
export const deleteTheRun = 'Delete the run';
export const live = 'live';
export const alone = 'A alone';
export const toolNames = {
  'redis-benchmark': 'redis-benchmark',
  'redis-benchmark-in-container': 'redis-benchmark in its container',
  'built-in': 'the load of the app',
} as const;
