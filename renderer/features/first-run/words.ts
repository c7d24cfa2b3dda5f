/** What people read in first-run. */

export const redisWasNotInstalled = 'Redis was not installed.';
export const messageEverythingWasRolledBack = (message: string) => `  ${message} Everything was rolled back.`;
export const portFreeToUse = (free: number) => `Use port ${free}`;
export const enterAPortFrom1To = 'Enter a port from 1 to 65535.';
export const enterASizeSuchAs512mb = 'Enter a size such as 512mb or 2gb.';
export const enterAnImageNameSuchAs = 'Enter an image name such as redis:7-alpine.';
export const enterAnAbsolutePathSuchAs = 'Enter an absolute path such as /home/me/redis.tar.';
export const thenWritesAreRefused = 'then writes are refused';
export const keysWithAnExpiry = 'keys with an expiry';
export const thenTheLeastRecentlyUsedOf = (ofText: string) => `then the least recently used ${ofText} are evicted`;
export const thenTheLeastOftenUsedOf = (ofText: string) => `then the least often used ${ofText} are evicted`;
export const thenOfTextAreEvictedAt = (ofText: string) => `then ${ofText} are evicted at random`;
export const thenKeysThatExpireSoonestAre = 'then keys that expire soonest are evicted';
export const thenThePolicyApplies = (policy: string) => `then the policy ${policy} applies`;
export const snapshotsRdb = 'Snapshots (RDB)';
export const everyWriteAof = 'Every write (AOF)';
export const onDiskWithinASecond = 'on disk within a second';
export const snapshotsAndEveryWrite = 'Snapshots and every write';
export const notSaved = 'Not saved';
export const allKeysAreLostWhenRedis = 'all keys are lost when Redis stops';
export const onlyOnRequest = 'only on request';
export const shortestAfterAWrite = (shortest: string) => `${shortest} after a write`;
export const everyShortestToLongestDependingOn = (shortest: string, longest: string) =>
  `every ${shortest} to ${longest}, depending on writes`;
export const address = 'Address';
export const memory = 'Memory';
export const upToLimit = (limit: string) => `Up to ${limit}`;
export const noLimit = 'No limit';
export const canUseAllMemoryOfThis = 'can use all memory of this computer';
export const dataFolder = 'Data folder';
export const partReadableOnlyByYou = (part: string) => `${part}readable only by you`;
export const persistence = 'Persistence';
export const found = 'Found';
export const bytesOfData = (bytes: string) => `${bytes} of data`;
export const fromAnEarlierInstallationChangedAt = (changedAt: string) =>
  `from an earlier installation, changed ${changedAt}; the data and its settings are reused`;
export const anotherProgram = 'another program';
export const inUseByPortTakenBy = (portTakenBy: string) => `in use by ${portTakenBy}`;
export const portNextFreePortToUse = (nextFreePort: number) => `Use port ${nextFreePort}`;
export const options = 'Options';
export const port = 'Port';
export const tenantsUseASeparatePortRange = 'Tenants use a separate port range';
export const memoryLimit = 'Memory limit';
export const noLimit2 = 'no limit';
export const image = 'Image';
export const theTagSetsTheRedisVersion = 'The tag sets the Redis version';
export const redis7Alpine = 'redis:7-alpine';
export const imageArchive = 'Image archive';
export const aDockerSaveArchiveForOffline = 'A docker save archive, for offline installation';
export const theVersionIsThatOfThe =
  'The version is that of the installed redis-server. Update it with the package manager of this computer.';
export const runtime = 'Runtime';
export const ready = ', ready';
export const eachTenantGetsItsOwnContainer = 'Each tenant gets its own container and network.';
export const theEngineRunsWithoutRoot = ' The engine runs without root.';
export const nameIsAlreadyOnThisComputer = (name: string, tenants: string, how: string) =>
  `${name} is already on this computer. ${tenants}${how}`;
export const orBuiltFromTheLocalRedis = ', or built from the local redis-server if no registry responds';
export const nameIsPulledFirstBuildTenants = (name: string, build: string, tenants: string, how: string) =>
  `${name} is pulled first${build}. ${tenants}${how}`;
export const notReachable = 'Not reachable';
export const notFound = 'Not found';
export const theCommand = 'the command';
export const aRedisProgram = 'a Redis program';
export const checkAgainForPart = (part: string) => `Check again for ${part}`;
export const checkAgain = 'Check again';
export const detectDockerAndRedis = 'Detect Docker and Redis';
export const checkTheInstallationRequirements = 'Check the installation requirements';
export const couldNotCheckTheInstallation = 'Could not check the installation requirements';
export const installRedisOnThisComputer = 'Install Redis on this computer';
export const reading = 'reading…';
export const neitherRuntimeIsAvailableYet = 'Neither runtime is available yet.';
export const unavailableWhileDisconnected = 'Unavailable while disconnected';
export const fixTheHighlightedFields = 'Fix the highlighted fields.';
export const portIsInUse = (port: number) => `Port ${port} is in use.`;
export const oneInstanceNamedMainIsolated =
  'One instance named main. Isolated tenants for client projects can follow at any time.';
export const install = 'Install';
export const tryAgain = 'Try again';
export const hideOptions = 'Hide options';
export const changePortMemoryVersion = 'Change port, memory, version…';
export const mainIsInstalled = 'main is installed';
export const thereIsOneMainInstanceCreate =
  'There is one main instance. Create an isolated tenant for each client project.';
export const openMain = 'Open main';
export const rdbAndAofOnDiskWithin = 'RDB and AOF; on disk within a second';
export const availableLocalConnectionsOnly = 'available; local connections only';
export const mb2gb0ForNone = '512mb, 2gb; 0 for none';
export const runsAsANormalProcessUnder =
  'Runs as a normal process under your account; no Docker needed. It keeps running when you close this window.';
export const takesSecondsUninstallAnyTime = 'Takes seconds; uninstall any time';
export const none = 'none';
export const bytesFree = (size: string) => `${size} free; `;
