/** What people read in settings/always. */
export const settingsAlwaysWords = {
  anInstance: 'an instance',
  thereIsNoOtherInstanceYet: 'There is no other instance yet.',
  settingsOfId: (id: string) => `Settings of ${id}`,
  configConfigurationRedisConf: 'config configuration redis.conf maxmemory persistence password change',
  raiseTheMemoryLimitOfId: (id: string) => `Raise the memory limit of ${id}…`,
  maxmemoryFullMoreOutOfMemory: 'maxmemory full more out of memory',
  compareTheSettingsOfIdWith: (id: string) => `Compare the settings of ${id} with another instance…`,
  configDifferenceSideBySide: 'config difference side by side',
  copySettingsOfIdToOther: (id: string) => `Copy settings of ${id} to other instances…`,
  configTenantsManyTakeOverSame: 'config tenants many take over same',
  settingsHistoryOfId: (id: string) => `Settings history of ${id}…`,
  configChangesWhoWhenRevertTake: 'config changes who when revert take back undo',
  upgradeId: (id: string) => `Upgrade ${id}…`,
  versionImageNewerRedis: 'version image newer redis',
};
