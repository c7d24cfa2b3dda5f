import { existsSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { readStateBytesNow } from '../../platform/files/state-file.ts';
import type { Environment, MainFolders } from '../../platform/home/environment.ts';
import { instancePaths, outsideLayout } from '../../platform/home/paths.ts';
import type { Preferences } from '../../preferences/preferences.ts';
import { directiveValue, parseRedisConf } from '../../redis/conf/redis-conf.ts';
import type { EngineAddress } from '../../runtimes/engine-address.ts';
import { recordNow } from '../../runtimes/process/process-record.ts';
import { type MainRecord, mainRecordNow } from './main-record.ts';
import { tenantEngines } from './tenant-record.ts';

/**
 * An environment in which the record of main wins over the variables of this shell, and preferences over defaults. Reads the record on every access,
 * because another client may install or uninstall main meanwhile.
 */
export function withRecordedMain(given: Environment, preferences?: Pick<Preferences, 'get'>): Environment {
  return {
    ...given,
    get image() {
      return preferences?.get('image') ?? given.image;
    },
    get mirror() {
      return preferences?.get('mirror') ?? given.mirror;
    },
    get runtime() {
      return preferences?.get('runtime') ?? given.runtime;
    },
    get mainFolders() {
      const record = mainRecordNow(given.home);
      if (record?.installed !== false) return record?.folders ?? foldersOfProcess(given) ?? given.mainFolders;
      return keptFolders(given, record);
    },
    get naming() {
      const record = mainRecordNow(given.home);
      if (!record?.installed) return given.naming;
      const { mainContainer, mainNetwork, clientPrefix } = given.naming;
      const { container, network } = record;
      return { mainContainer: container ?? mainContainer, mainNetwork: network ?? mainNetwork, clientPrefix };
    },
  };
}

/**
 * The engine that runs this home's containers; null if no record names one. A home has one engine: two engines with
 * containers of the same data would run two servers that write the same files.
 */
export function recordedEngine({ home }: Pick<Environment, 'home'>): EngineAddress | null {
  const main = mainRecordNow(home);
  return (main?.installed && main.engine) || (tenantEngines({ home })[0] ?? null);
}

/** Main was uninstalled and its data kept: a new installation reuses it unless variables name other folders. */
function keptFolders({ mainFolders, given }: Environment, { folders }: MainRecord): MainFolders {
  return {
    data: given.has('REDIS_DATA_DIR') ? mainFolders.data : (folders?.data ?? null),
    config: given.has('REDIS_CONFIG_DIR') ? mainFolders.config : (folders?.config ?? null),
    logs: given.has('REDIS_LOG_DIR') ? mainFolders.logs : (folders?.logs ?? null),
  };
}

/**
 * For a process whose main record is damaged or from an earlier version: its process record names redis.conf, and
 * redis.conf names the other folders if the default ones do not exist.
 */
function foldersOfProcess(given: Environment): MainFolders | null {
  const process = recordNow(given.home, MAIN);
  if (process === null) return null;
  const usual = instancePaths({ ...given, mainFolders: { data: null, config: null, logs: null } }, MAIN);
  const conf = confOf(process.configFile);
  const dir = conf && directiveValue(conf, 'dir');
  const log = conf && directiveValue(conf, 'logfile');
  return outsideLayout(given.home, {
    config: dirname(process.configFile),
    data: existsSync(usual.data) || !dir || !isAbsolute(dir) ? given.mainFolders.data : dir,
    logs: existsSync(usual.logs) || !log || !isAbsolute(log) ? given.mainFolders.logs : dirname(log),
  });
}

function confOf(path: string) {
  try {
    const text = readStateBytesNow(path);
    return text === null ? null : parseRedisConf(text.toString('utf8'));
  } catch {
    // The instance's status reports an unreadable file.
    return null;
  }
}
