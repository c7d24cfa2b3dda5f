/** What people read in settings/always. */

export const anInstance = 'an instance';
export const thereIsNoOtherInstanceYet = 'There is no other instance yet.';
export const settingsOfId = (id: string) => `Settings of ${id}`;
export const configConfigurationRedisConf = 'config configuration redis.conf maxmemory persistence password change';
export const raiseTheMemoryLimitOfId = (id: string) => `Raise the memory limit of ${id}…`;
export const maxmemoryFullMoreOutOfMemory = 'maxmemory full more out of memory';
export const compareTheSettingsOfIdWith = (id: string) => `Compare the settings of ${id} with another instance…`;
export const configDifferenceSideBySide = 'config difference side by side';
export const copySettingsOfIdToOther = (id: string) => `Copy settings of ${id} to other instances…`;
export const configTenantsManyTakeOverSame = 'config tenants many take over same';
export const settingsHistoryOfId = (id: string) => `Settings history of ${id}…`;
export const configChangesWhoWhenRevertTake = 'config changes who when revert take back undo';
export const upgradeId = (id: string) => `Upgrade ${id}…`;
export const versionImageNewerRedis = 'version image newer redis';
export const setAPasswordForId = (id: string) => `Set a password for ${id}…`;
export const itHasAPasswordAlready = 'It has a password. Change it in its settings.';
export const requirepassAuthSecureProtect = 'requirepass auth secure protect secret';
export const otherChangesReplaced = (id: string) => `Other changes of ${id} were replaced`;
export const theyWereNotApplied = 'They were not applied.';
export const undo = 'Undo';
export const settings = 'Settings';
