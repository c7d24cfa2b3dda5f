import { snippets } from '../../../shared/connection/snippets.ts';
import {
  benchmarkTestNames,
  isTenantId,
  logLevels,
  MAIN,
  MAX_ROUNDS,
  MAX_TRAFFIC_SECONDS,
  MAX_VALUE_BYTES,
  TENANT_ID_RULE,
} from '../../../shared/contract/names.ts';
import { runtimeKinds } from '../../../shared/contract/runtimes.ts';
import { NAMESPACE_RULE, namespacePattern, STORAGE_RULE, storagePattern } from '../../../shared/kubernetes-names.ts';
import {
  decimal,
  either,
  type FlagValue,
  idBeginning,
  listOf,
  matching,
  oneOf,
  present,
  text,
  wholeNumber,
} from './flag-values.ts';
import { lifetime } from './lifetime.ts';
import { moment } from './moment.ts';
import { serverSections } from './server-sections.ts';
import * as flagsWords from './words.ts';

/** One flag of the CLI: its name, its value, and its line in the help. */
export interface Flag<T> {
  /** The letter of the short form, if there is one. */
  readonly short?: string;
  readonly value: FlagValue<T>;
  readonly about: string;
  /** It may be repeated: its values form a list. */
  readonly many?: true;
}

const yesNo = oneOf('yes', 'no');
const id: FlagValue<string> = {
  shown: 'ID',
  expected: flagsWords.instanceIdRule,
  read: (given) => (given === MAIN || isTenantId(given) ? given : null),
};
const tenant: FlagValue<string> = {
  shown: 'ID',
  expected: flagsWords.theIdOfATenantId(TENANT_ID_RULE),
  read: (given) => (isTenantId(given) ? given : null),
};
const engineWord = matching('NAME', /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, flagsWords.theNameOfAnEngine);
const nodeWord = matching('NODE', /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/, flagsWords.theNameOfANode);
const portRange: FlagValue<{ readonly start: number; readonly end: number }> = {
  shown: 'START-END',
  expected: flagsWords.aRangeOfPorts,
  read(given) {
    const [, start, end] = /^(\d{1,5})-(\d{1,5})$/.exec(given) ?? [];
    const range = { start: Number(start), end: Number(end) };
    return range.start >= 1 && range.end <= 65535 && range.start <= range.end ? range : null;
  },
};
const size = matching('SIZE', /^\d{1,15}(b|kb?|mb?|gb?)?$/i, flagsWords.aSizeInWholeNumbersSuch);
const bytes: FlagValue<number> = {
  shown: 'SIZE',
  expected: flagsWords.aSizeInWholeNumbersSuch2,
  read(given) {
    const [, digits, unit = ''] = /^(\d{1,12})(b|kb?|mb?|gb?)?$/i.exec(given) ?? [];
    if (digits === undefined) return null;
    return Number(digits) * 1024 ** Math.max(0, ' kmg'.indexOf(unit[0]?.toLowerCase() ?? ' '));
  },
};
const valueSize: FlagValue<number> = {
  shown: 'SIZE',
  expected: flagsWords.valueSizeRule(MAX_VALUE_BYTES / 1024),
  read(given) {
    const size = bytes.read(given);
    return size !== null && size >= 1 && size <= MAX_VALUE_BYTES ? size : null;
  },
};
const snippetNames = ['url', ...snippets.map((one) => one.id)];
const kept = wholeNumber('N', 0, 1000);
const port = wholeNumber('PORT', 1, 65535);
const backupName = matching('NAME', /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, flagsWords.aBackupNameUpTo100);
const origin = matching(
  'ID|NAME',
  /^([a-z0-9-]{1,40}\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
  flagsWords.anInstanceOrABackup,
);

/** Every flag of the terminal. Each action lists those that it accepts. */
export const flags = {
  action: {
    short: 'a',
    value: text('ACTION', flagsWords.theNameOfAnAction, 64),
    about: flagsWords.theActionToRunStatus,
  },
  instance: { value: id, about: flagsWords.theInstanceToActOnMain },
  'client-id': { short: 'c', value: id, about: flagsWords.theSameAsInstance },
  client: { value: text('ID', flagsWords.theIdOfATenant, 64), about: flagsWords.theSameAsClientId },
  resources: {
    value: text('NAMES', flagsWords.commaSeparatedNames, 400),
    about: flagsWords.theServicesThatAClientProject,
  },
  runtime: { value: oneOf(...runtimeKinds), about: flagsWords.runtimeHelp },
  engine: { value: engineWord, about: flagsWords.theEngineOfTheInstance },
  node: { value: nodeWord, about: flagsWords.theNodeOfTheSwarm },
  publish: { value: oneOf('tls'), about: flagsWords.whetherThePortIsOpen },
  nodes: { value: engineWord, about: flagsWords.theEngineWhoseNodes },
  add: { value: engineWord, about: flagsWords.theNameOfAnEngineToAdd },
  address: {
    value: text('ADDRESS', flagsWords.anAddressOfAnEngine, 1000),
    about: flagsWords.theAddressOfTheEngine,
  },
  context: { value: text('CONTEXT', flagsWords.theNameOfAContext, 200), about: flagsWords.theDockerContext },
  certificates: {
    value: text('FOLDER', flagsWords.thePathOfAFolder, 4096),
    about: flagsWords.theFolderOfCertificates,
  },
  confirm: { value: tenant, about: flagsWords.theNameOfATenantInProduction },
  production: { value: yesNo, about: flagsWords.whetherTheEngineIsProduction },
  'port-range': { value: portRange, about: flagsWords.thePortsOfTheInstances },
  undo: { value: yesNo, about: flagsWords.whetherToMoveBack },
  forward: { value: yesNo, about: flagsWords.forwardHelp },
  drain: { value: engineWord, about: flagsWords.theEngineToDrain },
  targets: {
    value: text('NAMES', flagsWords.commaSeparatedEngines, 2000),
    about: flagsWords.theEnginesThatTakeTenants,
  },
  test: { value: engineWord, about: flagsWords.theEngineToTest },
  port: { value: port, about: flagsWords.thePortOnThisMachine },
  memory: { short: 'm', value: size, about: flagsWords.theMemoryLimitSuchAs512mb },
  persistence: { short: 'p', value: oneOf('rdb', 'aof', 'both', 'none'), about: flagsWords.howDataIsKeptOnDisk },
  set: {
    value: matching('NAME=VALUE', /^[a-zA-Z][a-zA-Z0-9_-]{0,63}=[^\r\n]*$/, flagsWords.aSettingAndItsValue),
    about: flagsWords.setHelp,
    many: true,
  },
  reset: {
    value: matching('NAME|all', /^[a-z-]{1,40}$/i, flagsWords.aPreferenceOrAll),
    about: flagsWords.aPreferenceToReset,
    many: true,
  },
  revert: {
    value: either(oneOf('last'), idBeginning(flagsWords.changeId)),
    about: flagsWords.theSettingsChangeToRevert,
  },
  'restore-keys': {
    value: yesNo,
    about: flagsWords.restoreKeysHelp,
  },
  drift: {
    value: oneOf('keep-live', 'keep-file'),
    about: flagsWords.driftHelp,
  },
  image: { value: text('IMAGE', flagsWords.theNameOfAnImage, 255), about: flagsWords.theImageToRunRedis7 },
  'image-archive': {
    value: text('FILE', flagsWords.thePathOfAFile, 4096),
    about: flagsWords.aFileMadeByDockerSave,
  },
  pattern: {
    value: text('GLOB', flagsWords.aPatternOfUpTo1000, 1000),
    about: flagsWords.patternHelp,
  },
  type: {
    value: { ...oneOf('string', 'list', 'set', 'zset', 'hash', 'stream', 'module'), shown: 'TYPE' },
    about: flagsWords.onlyKeysOfATypeString,
  },
  expires: {
    value: either(oneOf('none', 'soon', 'past'), lifetime),
    about: flagsWords.expiresHelp,
  },
  'min-size': { value: bytes, about: flagsWords.minSizeHelp },
  sort: {
    value: oneOf('key', 'size', 'expires'),
    about: flagsWords.theOrderByNameLargestFirst,
  },
  with: {
    value: { ...backupName, shown: 'live|NAME', expected: flagsWords.liveOrABackupName },
    about: flagsWords.theOtherSideOfAComparison,
  },
  'with-instance': { value: id, about: flagsWords.theInstanceOfTheOtherSide },
  'exit-code': { value: yesNo, about: flagsWords.exitWith1WhereSomethingDiffers },
  format: { value: oneOf('text', 'csv', 'jsonl'), about: flagsWords.theFormOfTheList },
  limit: { value: wholeNumber('N', 0, 1_000_000_000), about: flagsWords.limitHelp },
  tree: { value: yesNo, about: flagsWords.listTheFoldersBelowPrefixInstead },
  prefix: {
    value: text('TEXT', flagsWords.theBeginningOfAKey, 4096),
    about: flagsWords.prefixHelp,
    many: true,
  },
  separator: { value: text('TEXT', flagsWords.upTo16Characters, 16), about: flagsWords.delimiterHelp },
  key: { value: text('KEY', flagsWords.printableKey, 1_000_000), about: flagsWords.theKey, many: true },
  'key-base64': {
    value: matching('BASE64', /^[A-Za-z0-9+/]*={0,2}$/, 'base64'),
    about: flagsWords.keyBase64Help,
    many: true,
  },
  existing: {
    value: oneOf('skip', 'replace', 'newer'),
    about: flagsWords.whatHappensToExistingKeys,
  },
  expiry: {
    value: oneOf('absolute', 'remaining', 'none'),
    about: flagsWords.theExpiryOfRestoredKeys,
  },
  from: {
    value: either(wholeNumber('I', 0, 1_000_000_000_000), origin),
    about: flagsWords.fromHelp,
  },
  'remove-data': { value: yesNo, about: flagsWords.removeDataConfigurationAndLogsToo },
  yes: { short: 'y', value: yesNo, about: flagsWords.confirmAnActionThatCanLose },
  'generate-password': { value: yesNo, about: flagsWords.generateAPasswordForTheTenant },
  'memory-policy': {
    value: text('POLICY', flagsWords.aPolicySuchAsAllkeysLru, 32),
    about: flagsWords.memoryPolicyHelp,
  },
  'container-memory': {
    value: either(oneOf('auto', 'none'), size),
    about: flagsWords.theMemoryLimitOfTheContainer,
  },
  'container-outgoing': { value: oneOf('open', 'closed'), about: flagsWords.whetherTheContainerCanReachOther },
  'container-cpus': { value: decimal('N', 'processors', 0.01, 1024), about: flagsWords.aHardLimitOfTheContainer },
  group: { value: text('TEXT', flagsWords.aNameOfUpTo60, 60), about: flagsWords.groupHelp },
  notes: { value: text('TEXT', flagsWords.aTextOfUpTo2000, 2000), about: flagsWords.notesAboutTheTenant },
  'safety-backup': {
    value: text('NAME', flagsWords.aNameFromListDestroyed, 120),
    about: flagsWords.theDestroyedTenantToRecover,
  },
  'backup-name': { short: 'b', value: backupName, about: flagsWords.theBackup },
  kind: {
    value: text('KIND', flagsWords.aWordOfUpTo400, 400),
    about: flagsWords.kindHelp,
  },
  search: {
    value: text('TEXT', flagsWords.wordsOfUpTo200Characters, 200),
    about: flagsWords.searchHelp,
  },
  since: { value: moment, about: flagsWords.onlyEventsSinceThen },
  until: { value: moment, about: flagsWords.onlyEventsUntilThen },
  verify: { value: yesNo, about: flagsWords.verifyHelp },
  note: { value: text('TEXT', flagsWords.aNoteOfUpTo500, 500), about: flagsWords.whatTheBackupIsFor },
  to: { value: backupName, about: flagsWords.theNewNameOfTheBackup },
  into: { value: id, about: flagsWords.intoHelp },
  'to-client': { value: tenant, about: flagsWords.toClientHelp },
  folder: { value: text('FOLDER', flagsWords.thePathOfAFolder, 4096), about: flagsWords.theFolderOfTheProject },
  companion: {
    value: matching('NAME', /^[a-z0-9][a-z0-9-]{0,39}$/, flagsWords.theNameOfAService),
    about: flagsWords.aServiceBesideRedis,
  },
  change: {
    value: { ...oneOf('start', 'stop', 'backup', 'restore', 'remove'), shown: 'TASK' },
    about: flagsWords.whatToDoWithTheService,
  },
  remove: { value: either(yesNo, engineWord), about: flagsWords.alsoDestroyTheTenant },
  file: { value: text('FILE', flagsWords.thePathOfAFile, 4096), about: flagsWords.fileHelp },
  data: {
    value: text('FORM', flagsWords.dataSetNames, 4096),
    about: flagsWords.dataHelp,
  },
  keep: { value: wholeNumber('N', 0, 1_000_000), about: flagsWords.howManyOfTheNewestBackups },
  'max-size': { value: size, about: flagsWords.theTotalSizeOfTheBackups },
  'keep-daily': { value: kept, about: flagsWords.forHowManyDaysToKeep },
  'keep-weekly': { value: kept, about: flagsWords.forHowManyWeeksToKeep },
  'keep-monthly': { value: kept, about: flagsWords.forHowManyMonthsToKeep },
  schedule: {
    value: idBeginning(flagsWords.aSchedule),
    about: flagsWords.theSchedule,
  },
  'all-clients': { value: present, about: flagsWords.allTenantsHelp },
  every: { value: wholeNumber('HOURS', 1, 720), about: flagsWords.hoursBetweenTwoRuns },
  at: {
    value: matching('HH:MM', /^([01]\d|2[0-3]):[0-5]\d$/, flagsWords.timeOfDay),
    about: flagsWords.theTimeOfDay,
  },
  on: {
    value: matching('DAY', /^(mon|tues|wednes|thurs|fri|satur|sun)day$/, flagsWords.aDayOfTheWeekSuch),
    about: flagsWords.dayHelp,
  },
  cron: { value: text('TEXT', flagsWords.theFiveFieldsOfACron, 200), about: flagsWords.aCronExpressionSuchAs30 },
  enabled: { value: yesNo, about: flagsWords.whetherTheScheduleIsEnabledYes },
  history: { value: present, about: flagsWords.showEarlierRuns },
  'dry-run': { value: present, about: flagsWords.onlyShowWhatWouldBeDone },
  days: { value: wholeNumber('DAYS', 0, 36_500), about: flagsWords.deleteBackupsOlderThanThisMany },
  database: {
    short: 'd',
    value: either(wholeNumber('N', 0, 999_999), oneOf('all')),
    about: flagsWords.theDatabaseOrAllOfThem2,
  },
  lines: { short: 'n', value: wholeNumber('N', 1, 100_000), about: flagsWords.howManyLines50 },
  kill: { value: yesNo, about: flagsWords.killAServerThatHangsWithout },
  section: { value: { ...oneOf(...serverSections), shown: 'PART' }, about: flagsWords.whichPartOfAServer },
  'kill-client': { value: wholeNumber('ID', 1, Number.MAX_SAFE_INTEGER), about: flagsWords.theClientToDisconnect },
  reason: { value: text('TEXT', flagsWords.aTextOfUpTo200, 200), about: flagsWords.whyItIsDone },
  follow: { value: yesNo, about: flagsWords.followHelp },
  level: { value: oneOf(...logLevels), about: flagsWords.levelHelp },
  filter: { value: text('TEXT', flagsWords.aTextOfUpTo1000, 1000), about: flagsWords.onlyLinesThatContainThisText },
  regex: {
    value: text('EXPRESSION', flagsWords.regularExpressionRule, 1000),
    about: flagsWords.onlyLinesThatMatchThisRegular,
  },
  interval: { short: 'i', value: decimal('S', 'seconds', 0.25, 86_400), about: flagsWords.secondsBetweenTwoSamples5 },
  count: {
    value: wholeNumber('N', 1, 1_000_000_000),
    about: flagsWords.countHelp,
  },
  enable: { value: yesNo, about: flagsWords.enableHelp },
  'plain-port': { value: oneOf('keep', 'close'), about: flagsWords.theFateOfThePlainPort },
  'tls-port': { value: port, about: flagsWords.thePortForTls },
  'client-certificates': { value: yesNo, about: flagsWords.whetherClientsNeedACertificate },
  load: { value: text('FILE', flagsWords.thePathOfAFile, 4096), about: flagsWords.theModuleToLoad },
  arguments: { value: text('TEXT', flagsWords.argumentsOfUpTo4096, 4096), about: flagsWords.theArgumentsOfTheModule },
  unload: { value: text('NAME', flagsWords.theNameOfAModule, 4096), about: flagsWords.theModuleToUnload },
  enter: { value: yesNo, about: flagsWords.enterAPassword },
  forget: { value: yesNo, about: flagsWords.forgetThePassword },
  renew: { value: yesNo, about: flagsWords.renewTheCertificate },
  export: { value: text('FOLDER', flagsWords.thePathOfAFolder, 4096), about: flagsWords.theFolderForClientFiles },
  output: { value: text('FILE', flagsWords.thePathOfAFile, 4096), about: flagsWords.theFileToWriteToInstead },
  requests: { value: wholeNumber('N', 100, 10_000_000), about: flagsWords.requestsHelp },
  clients: { value: wholeNumber('N', 1, 500), about: flagsWords.theNumberOfConnections20 },
  pipeline: { value: wholeNumber('N', 1, 1000), about: flagsWords.requestsInOnePipeline1 },
  live: { value: yesNo, about: flagsWords.measureTheInstanceItself },
  against: {
    value: matching('DIRECTIVE=VALUE', /^[a-zA-Z][a-zA-Z0-9_-]{0,63}=[^\r\n]*$/, flagsWords.directiveAndValue),
    about: flagsWords.compareWithThisSetting,
    many: true,
  },
  'against-image': {
    value: text('IMAGE', flagsWords.theNameOfAnImage, 255),
    about: flagsWords.compareWithThisImage,
  },
  traffic: { value: decimal('S', 'seconds', 1, MAX_TRAFFIC_SECONDS), about: flagsWords.recordTheTraffic },
  rounds: { value: wholeNumber('N', 1, MAX_ROUNDS), about: flagsWords.howOftenEachTestRuns },
  size: { value: valueSize, about: flagsWords.theSizeOfEachValue },
  tests: {
    value: listOf('TEST,…', benchmarkTestNames),
    about: flagsWords.whichOfBenchmarkTestNamesAll(benchmarkTestNames.join(', ')),
  },
  snippet: {
    value: { ...oneOf(...snippetNames), shown: 'NAME' },
    about: flagsWords.onlyOneTextForAProgram(snippetNames.join(', ')),
  },
  namespace: {
    value: matching('NAME', namespacePattern, flagsWords.theNameOfANamespace(NAMESPACE_RULE)),
    about: flagsWords.theNamespaceOfTheManifests,
  },
  storage: { value: matching('SIZE', storagePattern, STORAGE_RULE), about: flagsWords.theSizeOfTheDataVolume },
  'include-password': { value: yesNo, about: flagsWords.whetherTheSecretHasThePassword },
  reveal: { value: yesNo, about: flagsWords.whetherToPrintThePassword },
  shell: { value: oneOf('bash', 'zsh', 'fish'), about: flagsWords.theShell },
  names: { value: oneOf('instances', 'backups'), about: flagsWords.listTheNamesForACompletion },
  man: { value: present, about: flagsWords.asAManPage },
  host: { value: text('ADDR', flagsWords.anAddressOfThisMachine, 253), about: flagsWords.theAddressToListenOn127 },
  'no-open': { value: present, about: flagsWords.noOpenHelp },
  timeout: {
    value: decimal('S', 'seconds', 0.001, 86_400),
    about: flagsWords.timeoutHelp,
  },
  json: { value: present, about: flagsWords.oneJsonDocumentOnStandardOutput },
  help: { short: 'h', value: present, about: flagsWords.helpHelp },
  version: { value: present, about: flagsWords.showTheVersion },
} satisfies Record<string, Flag<unknown>>;

export type FlagName = keyof typeof flags;
type One<N extends FlagName> = (typeof flags)[N]['value'] extends FlagValue<infer T> ? T : never;
type ValueOf<N extends FlagName> = (typeof flags)[N] extends { many: true } ? readonly One<N>[] : One<N>;

/** The given flags, by name, with parsed and checked values. */
export type Arguments<N extends FlagName = FlagName> = { readonly [K in N]?: ValueOf<K> };

/** Flags that every action takes. */
export const commonFlags = [
  'action',
  'yes',
  'confirm',
  'timeout',
  'json',
  'help',
  'version',
] as const satisfies FlagName[];
export type CommonFlag = (typeof commonFlags)[number];

export const flagNames = Object.keys(flags) as FlagName[];

/** Old names of renamed flags: scripts may still use them, and the help shows only the new ones. */
export const renamedFlags: ReadonlyMap<string, FlagName> = new Map([['prove', 'verify']]);

/** @returns the flag of that name or old name; null when there is none */
export function flagNamed(name: string): FlagName | null {
  const current = renamedFlags.get(name) ?? name;
  return Object.hasOwn(flags, current) ? (current as FlagName) : null;
}

/** The letter of a flag's short form, or null. */
export function shortOf(name: FlagName): string | null {
  const flag: Flag<unknown> = flags[name];
  return flag.short ?? null;
}
