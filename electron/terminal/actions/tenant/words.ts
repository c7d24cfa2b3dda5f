export const createClientSummary = 'Create an isolated Redis for a client project';
export const itGetsTheFirstFreePort =
  'It gets the first free port from 6381 to 6399, or that of --port, and its own network and folders.';
export const client = (client: string) => `Client: ${client}`;
export const port = (port: number | null) => `Port: ${port}`;
export const withAPasswordInItsRedis = ' (with a password, in its redis.conf)';
export const urlPart = (url: string | null, part: string) => `URL: ${url}${part}`;
export const runtimeWithoutItsOwnNetwork = (runtime: string | null) => `Runtime: ${runtime}, without its own network`;
export const container = (container: string) => `Container: ${container}`;
export const createTheServicesOfAClient =
  'Create the services of a client project: its Redis, and PostgreSQL and MinIO beside it';
export const resourcesAreRedisPostgresMinio =
  '--resources lists redis, postgres and minio. They share the network of the tenant. Passwords are generated.';
export const whatExistsStays = 'It creates only the missing parts: an existing tenant or service is not changed.';
export const whatCannotBeHadIsNamed =
  'A service whose image or program is missing is named with the reason. The rest is created; the exit code is 1.';
export const alreadyThere = (id: string) => `${id} already exists; its Redis was not changed.`;
export const createClientEnvNeedsClient = 'create-client-env needs --client';
export const givenTheTenantsIdTenantId = (given: string, tenantIdRule: string) =>
  `${given}: the tenant's id, ${tenantIdRule}.`;
export const listTheTenantsWithTheirState = 'List the tenants with their state';
export const noTenantsYet = 'No tenants yet. Create one with --action create-client --client-id ID.';
export const repairActionRepairClientIdClient = (repair: string, client: string) =>
  `${repair}: --action repair-client --client-id ${client}`;
export const noneItRunsAsAProcess = 'none (it runs as a process)';
export const container2 = (container: string) => `  Container: ${container}`;
export const port2 = (port: string | number) => `  Port: ${port}`;
export const statusTenant = (tenant: string) => `  Status: ${tenant}`;
export const health = (health: string) => `  Health: ${health}`;
export const url = (url: string) => `  URL: ${url}`;
export const role = (role: string) => `  Role: ${role}`;
export const aServerThatHangsCannotSave =
  'A server that hangs cannot save its keys. --kill yes then kills it; the data on disk is kept.';
export const removesTenant = (id: string) => `removes the tenant ${id} with its container, network, folders and port`;
export const destroyId = (id: string) => `Destroy ${id}?`;
export const tenantIdIsDestroyed = (id: string) => `Tenant ${id} is destroyed.`;
export const itCanBeRecoveredFor7 = (safetyBackup: string | null) =>
  `  It can be recovered for 7 days: --action undo-destroy --safety-backup ${safetyBackup}`;
export const thisRemovesTheTenantId = (id: string) => `This removes the tenant ${id}:`;
export const keysUnknownItDoesNotAnswer = 'keys unknown: it does not answer';
export const partBytesOnDiskOnDisk = (part: string, bytesOnDisk: string) => `  ${part}, ${bytesOnDisk} on disk`;
export const connectedClientsUnknown = 'connected clients unknown';
export const connectedClient = 'connected client';
export const container3 = (container: string) => `container ${container}`;
export const network = (network: string) => `network ${network}`;
export const port3 = (port: number) => `port ${port}`;
export const folder = (folder: string) => `  folder ${folder}`;
export const besideIt = (titles: string) => `  ${titles} with all data`;
export const aSafetyCopyOfItsFolder = 'A safety copy of its folder is kept for 7 days.';
export const listDestroyedSummary = 'List the destroyed tenants that can be recovered';
export const oldCopyBeforeMoveTo = (machine: string) => `  Old copy from before the move to ${machine}`;
export const keysUnknown = 'keys unknown';
export const destroyedTenantFacts = (id: string, port: number, part: string, bytesOnDisk: string) =>
  `  Client: ${id}, port ${port}, ${part}, ${bytesOnDisk}`;
export const noDestroyedTenantIsKept = 'No destroyed tenant is kept.';
export const undoDestroySummary = 'Recover a destroyed tenant, with its keys';
export const undoDestroyNeedsAName = 'undo-destroy needs --client-id or --safety-backup: see --action list-destroyed.';
export const aNameFromActionListDestroyed = 'a name from --action list-destroyed';
export const noDestroyedTenantIdIsKept = (id: string | undefined) =>
  `No destroyed tenant "${id}" is kept: see --action list-destroyed.`;
export const destroyedTenant = 'destroyed tenant';
export const tenantClientIsRecoveredOnPort = (client: string, port: number | null) =>
  `Tenant ${client} is recovered on port ${port}.`;
export const carryOutTheRepairThatList = 'Carry out the repair that list-clients suggests for a tenant';
export const testFromInsideEveryTenantWhether = 'Test from inside every tenant whether it can reach another one';
export const isolationTestDetail =
  'By address, by the gateway of the network and by name. The exit code is 1 when one could be reached.';
export const fromToByTargetOutcomeDetail = (
  from: string,
  to: string,
  by: string,
  target: string,
  outcome: string,
  detail: string,
) => `  ${from} → ${to} by ${by} (${target}): ${outcome}, ${detail}`;
export const isolationNotVerified = 'Isolation is not verified: see which tenants were reached or not tested.';
export const nothingCouldBeTestedThisNeeds =
  'Nothing could be tested: this needs two running tenants with their own networks.';
export const noTenantCanReachAnotherCounted = (counted: string) =>
  `No tenant can reach another: ${counted}, all blocked.`;
export const idWasNotTestedReason = (id: string, reason: string) => `  ${id} was not tested: ${reason}`;
export const destroyClientSummary = 'Remove a tenant; it can be recovered for 7 days';
export const destroyedFormatTimeKeptUntilUndo = (formatTime: string, undoUntil: string) =>
  `  Destroyed: ${formatTime}; kept until ${undoUntil}`;
export const withFromItIsABranch =
  '--from main, a tenant or a backup (NAME or ID/NAME) makes a branch: a copy of its keys and settings.';
export const aBranchExpires =
  'A branch expires after --expires (24h; none keeps it) and is then kept for 7 days. extend-client changes it.';
export const leftOutWithoutFrom = 'left out, or given with --from';
export const strayIsForABranch = (flag: string) => `${flag} is for a branch: add --from, or leave it out.`;
export const aTimeOrNone = 'a time such as 24h, or none';
export const expiresIsALifetimeHere = (given: string) =>
  `--expires: "${given}" is not a time from 1m to 366d, such as 24h, or none.`;
export const neverExpires = 'Expires: never';
export const expired = 'Expires: now';
export const expiresAt = (at: string, id: string) =>
  `Expires: ${at} (extend it: --action extend-client --client-id ${id} --expires 24h)`;
export const branchOf = (origin: string, at: string) => `Branch of: ${origin}, ${at}`;
export const noInstanceOrBackup = (name: string) =>
  `--from: there is no instance and no backup "${name}". See list-clients and list-backups.`;
export const oneOfNames = (names: string) => `one of ${names}`;
export const severalBackups = (name: string, names: string) =>
  `--from: several instances have a backup "${name}". Choose one of ${names}.`;
export const changeWhenABranchExpires = 'Change when a branch expires';
export const expiresCountsFromNow = '--expires counts from now: 24h, or none to keep the branch permanently.';
export const extendClientNeedsExpires = 'extend-client needs --expires: a time such as 24h, or none.';
export const expiredBranchesMove = 'Branches that have expired are moved to list-destroyed first.';
export const branchHasExpired = (id: string, safetyBackup: string) =>
  `The branch ${id} has expired and is kept for 7 days. Recover it: --action undo-destroy --safety-backup ${safetyBackup}`;
export const startTheRedisOfAProject = 'Start the Redis that vrooli-redis.json names';
export const itsResourcesAreCreated =
  'Its resources, such as postgres, are created beside it. If one is unavailable, the exit code is 1.';
export const projectFileDetail = 'The file is in the folder of a project and names its tenant, settings and seed.';
export const aMissingTenantIsCreated = 'A missing tenant is created, a stopped one is started, and its URL is printed.';
export const engineIsForAMissingTenant =
  '--engine NAME creates it on another machine; an existing one stays where it is (move-client moves it).';
export const settingsFollowTheFile =
  'Its settings are applied to an existing tenant as config applies them; others stay.';
export const theSeedIsRestoredOnce =
  'The seed is a backup file in the project. It is restored when the tenant is created, and never again.';
export const stopTheRedisOfAProject = 'Stop the Redis that vrooli-redis.json names';
export const withRemoveItIsDestroyed = 'With --remove yes it is destroyed; it can be recovered for 7 days.';
export const stopVerb = 'Stop';
export const seedRestored = (path: string, size: string, keys: string) => `Restored ${path} (${size}): ${keys}.`;
export const tenantStarted = (id: string) => `Started ${id}.`;
export const alreadyUp = (id: string) => `${id} is running with these settings; nothing was changed.`;
export const otherVersionRuns = (id: string, current: string, wanted: string) =>
  `${id} has Redis ${current}, and the file asks for ${wanted}. To change it: --action upgrade --client-id ${id}`;
export const promoteABranch = 'Copy the keys of a branch back into its origin; undo reverts it';
export const withoutAChoiceAllIsPromoted = 'Without a choice of keys the origin becomes equal to the branch.';
export const whatTheBranchLacksIsDeleted = 'Keys that the branch lacks are deleted too. --dry-run shows the counts.';
export const chosenKeysArePromotedAlone =
  '--pattern, --key, --prefix or --database copies only these keys, and deletes nothing.';
export const aBranch = 'a tenant that was created with --from';
export const isNoBranch = (id: string) =>
  `--client-id: ${id} is not a branch, so it has no origin. Use restore, or copy its keys in the app.`;
export const engine = (engine: string) => `  Engine: ${engine}`;
export const engineOfNew = (engine: string) =>
  `Engine: ${engine}; its port is forwarded to this computer while the app is used`;
export const engineOfOpenPort = (engine: string, host: string) =>
  `Engine: ${engine}; its port is open at ${host}, for TLS with a password only`;
export const lastKnownState = (state: string, at: string) => `Last known state: ${state}, since ${at}`;
export const removeTakesYesOrNo = (given: string) => `--remove: "${given}" is not yes or no.`;
export const withNodeItIsAService =
  'With --node it runs as a service of the swarm of --engine. Its port is open on the node, so it gets TLS and a password.';
export const withPublishItsPortIsOpen =
  '--publish tls opens its port on that machine, for TLS with a password only. An engine by tcp:// requires it.';
export const nodeIsChosen = (node: string) => `${node} has the most free memory.`;
export const serviceOn = (engine: string) => `Service of a swarm, on the node of the engine ${engine}`;
