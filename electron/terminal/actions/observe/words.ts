export const perS = 'Per s';
export const hitRate = 'Hit rate';
export const noInstanceIsRunningNow = 'No instance is running now.';
export const moreInstance = 'more instance';
export const moreInALargerWindow = (left: string) => `… and ${left}: enlarge the window to see them.`;
export const ofLimitBytes = (limitBytes: string) => ` of ${limitBytes}`;
export const memoryUsedBytesLimitPeakBytes = (usedBytes: string, limit: string, peakBytes: string) =>
  `memory ${usedBytes}${limit}, peak ${peakBytes}`;
export const clientsConnected = (connected: string) => `clients ${connected}`;
export const commandsTotalPerSecondPerSecond = (total: string, perSecond: string) =>
  `commands ${total}, ${perSecond} per second`;
export const hitRatePart = (part: string) => `hit rate ${part}`;
export const noKeys = 'no keys';
export const expiresWithAnExpiry = (expires: string) => `, ${expires} with an expiry`;
export const showTheStatusOfRunningInstances = 'Show the status of running instances repeatedly, until Ctrl-C';
export const allRunningInstancesOrTheNamed =
  'All running instances, or the named one. On a terminal they are redrawn in place; elsewhere each sample is a';
export const noInstanceIsRunning = 'No instance is running';
export const howToStartOne = 'Start one with --action start, or install main with --action install.';
export const notInstalled = 'not installed';
export const notRunning = 'not running';
export const idIsPart = (id: string, part: string) => `${id} is ${part}`;
export const installItWithActionInstall = 'Install it with --action install.';
export const startItWithActionStartInstance = (id: string) => `Start it with --action start --instance ${id}.`;
export const whatThereIsNothingToWatch = (what: string, how: string) => `${what}: there is nothing to watch. ${how}`;
export const atEverySCtrlCEnds = (at: string, everyS: number) => `${at}, every ${everyS} s. Ctrl-C ends it.`;
export const noInstanceIsRunning2 = 'no instance is running';
export const commandsSinceStart = (id: string, counted: string, ms: string) =>
  `${id}: ${counted} since its start or CONFIG RESETSTAT, ${ms} ms in commands.`;
export const errorsSaid = (said: string) => `Errors: ${said}.`;
export const idNoRatesBecauseItsCounters = (id: string) => `${id}: no rates, because its counters were reset.`;
export const timeInCommands = (busyShare: string) => `${busyShare} of the time in commands`;
export const noLatencyTracking = 'No percentiles: latency-tracking is switched off.';
export const percentilesNeedRedis7OrLater = 'Percentiles need Redis 7 or later.';
export const commandsSummary = 'Show the calls, time, percentiles and errors of each Redis command';
export const commandsPercentiles =
  'p50 to p99.9 are since the start in both, and need Redis 7. --json gives one document, with --interval one a line.';
export const idDoesNotReportItsCommands = (id: string) => `${id} does not report its commands.`;
export const localTimeEverySCtrlC = (localTime: string, everyS: number) =>
  `${localTime}, every ${everyS} s. Ctrl-C ends it.`;
export const showWhetherAndWhereOtherPrograms =
  'Show whether and where other programs can read the metrics, or change it';
export const prometheusWithTheNamesOfRedis =
  'Prometheus with the names of redis_exporter. They contain no secrets. The endpoint is off by default.';
export const theMetricsAreNotServedAction =
  'The metrics are not served. --action metrics --enable yes serves them on this machine.';
export const byTheClientPid = (client: string, pid: number) => ` by the ${client} app (pid ${pid})`;
export const metricsServed = (good: string, by: string) => `The metrics are ${good}${by}.`;
export const notServedYet = 'not served yet';
export const metricsOnBut = (attention: string) => `The metrics are switched on and ${attention}.`;
export const notServed = 'not served';
export const theMetricsAreSwitchedOnAnd2 = (danger: string) => `The metrics are switched on and ${danger}.`;
export const logsSummary = 'Show the last log lines of an instance';
export const logsLevelDetail = 'Lines without a level, such as those of a crash report, match every --level.';
export const lineWas = 'line was';
export const linesWere = 'lines were';
export const countedLeftOutTooManyArrived = (counted: string) =>
  `${counted} left out: too many arrived at the same time.`;
export const undoBack = (back: string) => `undo: ${back}`;
export const valueInSeconds = (value: string, seconds: string) => `${value} in ${seconds}`;
export const showTheActionsOfEveryClient = 'Show the actions of every client and the events of the servers';
export const activityUndoDetail = 'Each event that can still be undone shows the command for it.';
export const leftOutWithFollowYes = 'left out with --follow yes';
export const aTimeAfterSince = 'a time after --since';
export const noMatchingEvents = 'No matching events.';
export const lineForEachInstanceJsonPrints =
  'line for each instance; --json prints one document a line. --count ends it after that many samples.';
export const sinceTheStartOfTheServer =
  'Since the start of the server; with --interval, the rates of each interval, until Ctrl-C or --count samples.';
export const followYesContinuesUntilCtrlC =
  '--follow yes continues until Ctrl-C; --json then prints one document a line.';
export const showsTheLastLinesMatchingEvents =
  'Shows the last --lines matching events, newest last, of all instances unless one is named.';
