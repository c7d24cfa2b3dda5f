import type { SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { requireInstance } from '../../instances/status/status-by-id.ts';
import { invalidSetting } from '../../redis/conf/check-value.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { factsOf, textOnly } from '../../redis/directives/catalogue.ts';
import { entryToRevert } from '../history/history.ts';
import type { SettingsDeps } from './settings-deps.ts';
import { canonicalName, isListenAddress, type ResolvedChange } from './target.ts';

/** Resolves a copy or a revert to plain changes: values of another instance's file, or those before a change. */
export async function resolveChangeRequest(
  deps: SettingsDeps,
  id: string,
  request: SettingsChangeRequest,
): Promise<ResolvedChange> {
  switch (request.kind) {
    case 'copy':
      return { kind: 'changes', changes: await copied(deps, id, request.from, request.directives) };
    case 'revert': {
      const { back, backText } = await entryToRevert(deps.environment.home, id, request.entry);
      return backText === null ? { kind: 'changes', changes: back } : { kind: 'text', text: backText };
    }
    default:
      return request;
  }
}

async function copied(
  deps: SettingsDeps,
  id: string,
  from: string,
  directives: readonly string[],
): Promise<Record<string, string | null>> {
  if (from === id) throw invalidSetting('from', 'another instance', `${id} cannot be copied to itself.`);
  const conf = await readEffectiveConf(confPlaceOf(await requireInstance(deps, from)));
  if (!conf) throw invalidSetting('from', 'an instance that is installed', `${from} has no redis.conf to copy from.`);
  const names = directives.map(canonicalName);
  const own = names.find((name) => !isCopyable(name));
  if (own)
    throw invalidSetting(
      own,
      'a setting that two instances can share',
      `${own} differs per instance and is not copied.`,
    );
  return Object.fromEntries(names.map((name) => [name, fileValue(conf, name)]));
}

/** The port and the files of TLS: a certificate and its private key belong to one instance. */
const ofTls = /^tls-(port|.*-file|.*-file-pass|.*-dir)$/;

/** Addresses and paths differ per instance, and text-only lines are not copied. */
export function isCopyable(name: string): boolean {
  return !isListenAddress(name) && !ofTls.test(name) && !textOnly.has(name) && factsOf(name)?.applied !== 'app';
}
