export const command = 'Command';
export const shareOfTime = 'Share of time';
export const errorsS = 'Errors/s';
export const errors = 'Errors';
export const rejectedBeforeExecutionFailed = (rejected: string, failed: string) =>
  `${rejected} rejected before execution, ${failed} failed`;
export const ratesAppearAfterTheNextSample = 'Rates appear after the next sample.';
export const callsS = ' calls/s';
export const ofCpuTimeInCommands = ' of CPU time in commands';
export const callsPerSecond = 'calls per second';
export const microsecondsPerCall = 'microseconds per call';
export const shareOfTime0To1 = 'share of time (0 to 1)';
export const rejectedPerSecond = 'rejected per second';
export const failedPerSecond = 'failed per second';
export const commandStatisticsCopiedAsCsv = 'Command statistics copied as CSV';
export const copyTheCommandStatistics = 'Copy the command statistics';
export const charts = 'Charts';
export const copyAsCsv = 'Copy as CSV';
export const filterCommands = 'Filter commands';
export const filterCommandsByName = 'Filter commands by name';
export const filterByName = 'Filter by name';
export const couldNotReadTheCommandsOf = (id: string) => `Could not read the commands of ${id}`;
export const noCommandsSinceIdStartedOr = (id: string) =>
  `No commands since ${id} started or its statistics were reset`;
export const aCommandAppearsHereAfterIts = 'A command appears here after its first call.';
export const noCommandsMatchThisFilter = 'No commands match this filter';
export const commandsWithoutCallsAreNotListed = 'Commands without calls are not listed.';
export const clearFilter = 'Clear filter';
export const commandsOfId = (id: string) => `Commands of ${id}`;
export const idReturnedNoCommandStatistics = (id: string) => `${id} returned no command statistics`;
export const idIsNotRunning = (id: string) => `${id} is not running`;
export const redisCountsCommandsFromTheNext = 'Redis counts commands from the next start.';
export const goToId = (id: string) => `Go to ${id}`;
export const idLoading = (id: string) => `${id} · loading…`;
export const idUntilAt = (id: string, at: string) => `${id} · until ${at}`;
export const idLastValueS = (id: string, value: string) => `${id} · last ${value} s`;
export const callsErrorsAndPercentiles = 'Calls, errors and percentiles';
export const callsAndErrors = 'Calls and errors';
export const countedAreCountedSinceTheServer = (counted: string) =>
  `${counted} are counted since the server start or the last CONFIG RESETSTAT, including this app’s own calls.`;
export const sincePercentilesNeedRedis7Or = (since: string) => `${since} Percentiles need Redis 7 or later.`;
export const sinceThereAreNoPercentilesBecause = (since: string) =>
  `${since} There are no percentiles because latency-tracking is “no”.`;
export const callsSTitle = 'Calls/s';
export const calls = 'Calls';
export const usPerCall = 'µs/call';
