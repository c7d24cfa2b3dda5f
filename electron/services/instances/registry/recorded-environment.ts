import { existsSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { readStateBytesNow } from '../../platform/files/state-file.ts';
import type { Environment, MainFolders } from '../../platform/home/environment.ts';
import { instancePaths, outsideLayout } from '../../platform/home/paths.ts';
import { directiveValue, parseRedisConf } from '../../redis/conf/redis-conf.ts';
import type { EngineAddress } from '../../runtimes/engine-address.ts';
import { recordNow } from '../../runtimes/process/process-record.ts';
import { type MainRecord, mainRecordNow } from './main-record.ts';
import { tenantEngines } from './tenant-record.ts';

/**
 * An environment in which main is where its record says, not where the variables of this shell would put a new one.
 * The record is read at each look, as another client may install or uninstall main meanwhile.
 */
export function withRecordedMain(given: Environment): Environment {
  return {
    ...given,
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
 * The engine on which this home's containers are; null where no record says so. A home has one: containers of the same
 * data on two engines would be two servers writing the same files.
 */
export function recordedEngine({ home }: Pick<Environment, 'home'>): EngineAddress | null {
  const main = mainRecordNow(home);
  return (main?.installed && main.engine) || (tenantEngines({ home })[0] ?? null);
}

/** Main is not installed and its data was kept: a new installation finds it, unless variables name other folders. */
function keptFolders({ mainFolders, given }: Environment, { folders }: MainRecord): MainFolders {
  return {
    data: given.has('REDIS_DATA_DIR') ? mainFolders.data : (folders?.data ?? null),
    config: given.has('REDIS_CONFIG_DIR') ? mainFolders.config : (folders?.config ?? null),
    logs: given.has('REDIS_LOG_DIR') ? mainFolders.logs : (folders?.logs ?? null),
  };
}

/**
 * Of a process whose record of main is of an earlier version, or was damaged: its process record names redis.conf, and
 * that names the other folders where the usual ones were never made.
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
    // Reported where the instance is shown.
    return null;
  }
}
