export const settingChanged = (name: string, from: string, to: string) => `${name} changed from ${from} to ${to}.`;
export const thePort = 'The port';
export const theMemoryLimit = 'The memory limit';
export const itAsksForAPasswordNow = 'It asks for a password now.';
export const passwordRemoved = 'It no longer asks for a password.';
export const inTime = (duration: string) => `in ${duration}`;
export const justNow = 'just now';
export const installItWithActionInstall = '  Install it with --action install.';
export const container = (container: string) => `container ${container}`;
export const image = (image: string) => `image ${image}`;
export const withAPassword = ' (with a password)';
export const perSecondPerSecond = (perSecond: string) => `, ${perSecond} per second`;
export const totalInTotalPerSecond = (total: string, perSecond: string) => `${total} in total${perSecond}`;
export const hitRate = 'Hit rate';
export const lastSave = 'Last save';
export const countWhenLastSeenFormatTime = (count: string, formatTime: string) =>
  `${count} when last seen, ${formatTime}`;
export const noLimit = 'no limit';
export const ofLimitBytes = (limitBytes: string) => `of ${limitBytes}`;
export const peakBytes = (peakBytes: string) => `, peak ${peakBytes}`;
export const expiresWithAnExpiry = (expires: string) => `, ${expires} with an expiry`;
export const dbIndexCountedExpiring = (index: number, counted: string, expiring: string) =>
  `db${index}: ${counted}${expiring}`;
export const countedSince = (counted: string) => `, ${counted} since`;
export const isNotKnownText = (text: string) => `is not known: ${text}`;
export const isText = (text: string) => `is ${text}`;
export const notInstalled = 'not installed';
export const startingItLoadsItsData = 'starting: it loads its data';
export const strongPathPersistence = (strong: string, path: string, persistence: string) =>
  `${strong}: ${path}, persistence ${persistence}`;
export const sentenceItsSettingsAreUnknownHere = (sentence: string) => `${sentence}: its settings are unknown here.`;
export const afterARestartFile = (file: string) => `  after a restart: ${file}`;
export const recreatesAroundData = ', which recreates it around the same data';
export const excessPrivileges = (live: string | null) => `The container has more privileges than Redis needs: ${live}.`;
export const theContainersDirectiveIsLive = (directive: string, live: string | null, file: string | null) =>
  `The container's ${directive} is ${live} instead of ${file}.`;
export const convertContainerHint = (cure: string) => `config --drift keep-file converts the container${cure}.`;
export const refusedSoFileValues = (refusal: string) => `${refusal} These are the values of redis.conf.`;
export const stoppedSoFileValues = 'It is not running: these are the values of redis.conf.';
export const theRunningServerDiffersFromRedis = 'The running server differs from redis.conf';
export const liveAndFileValues = (live: string, file: string) => `${live} is in use, ${file} is in redis.conf`;
export const nothingWouldChange = 'Nothing would change.';
export const access = (access: string) => `Access: ${access}`;
export const withOneRestart = ', with one restart';
export const withoutARestart = ' without a restart';
export const idCountedChangedPart = (id: string, counted: string, part: string) => `${id}: ${counted} changed${part}.`;
export const countedEvictedUndoRestoresThem = (counted: string, undo: string) =>
  `${counted} evicted. ${undo} restores them.`;
export const theEvictedKeysAreStillMissing = (undo: string, evictedBefore: string) =>
  `The evicted keys are still missing: ${undo} restores them from ${evictedBefore}.`;
export const aSafetyBackupWasTakenFirst = (safetyBackup: string) => `A safety backup was taken first: ${safetyBackup}`;
export const alreadyInUse = (to: string) => `${to} was in use already, and is now in redis.conf too`;
export const notCountedYet = 'not counted yet';
export const thisOneIsLoaded = ' — this one is loaded';
export const chosenByRedisConf = 'chosen by the redis.conf in the archive';
export const chosenByDates = 'chosen by the dates in the archive: it is the newest';
export const chosenByTheUser = 'chosen by the user';
export const notVerified = 'not verified';
export const thereAreNoBackupsYetAction = 'There are no backups yet: --action backup takes one.';
export const damagedDamage = (damage: string | null) => `  damaged: ${damage}`;
export const statePinned = (state: string) => `${state}, pinned`;
export const allTenants = 'all tenants';
export const switchedOff = 'switched off';
export const caughtUp = ' (caught up)';
export const nowExact = (exact: string) => `now (${exact})`;
export const inSecondsExact = (seconds: string, exact: string) => `in ${seconds} (${exact})`;
export const countedToIdNothingWasChanged = (counted: string, id: string) =>
  `${counted} to ${id}; nothing was changed.`;
export const idHasTheseSettingsAlreadyNothing = (id: string) =>
  `${id} has these settings already; nothing was changed.`;
export const itsKeysAreNowInMemory = (keptSnapshot: string) =>
  `Its keys are now in memory only. The last snapshot is kept as ${keptSnapshot}, but no start loads it.`;
