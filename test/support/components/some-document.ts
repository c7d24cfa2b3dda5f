import type { Setting, SettingsDocument, SettingsPlan } from '../../../shared/contract/settings.ts';
import { PROGRAMS } from '../runtime-kinds.ts';

/** A setting as the core describes it: a number with its default value. */
export function someSetting(name: string, change: Partial<Setting> = {}): Setting {
  return {
    ...{ name, group: 'Limits', title: name, description: '', kind: 'integer', unit: null, options: null },
    ...{ least: null, most: null, how: 'live', default: '0', file: null, live: '0', isSet: false, pending: false },
    ...{ editable: true, reason: null },
    ...change,
  };
}

/** The settings of a running main. */
export function someDocument(settings: readonly Setting[], change: Partial<SettingsDocument> = {}): SettingsDocument {
  return {
    ...{ id: 'main', runtime: PROGRAMS, running: true, version: '7.0.15', persistence: 'rdb', path: '~/redis.conf' },
    ...{ hash: 'h1', text: '', settings: [...settings], drift: [], machineMemoryBytes: 8 * 1024 ** 3 },
    ...change,
  };
}

/** A plan that changes the idle time-out without a restart. */
export function somePlan(id: string, change: Partial<SettingsPlan> = {}): SettingsPlan {
  return {
    ...{ id, hash: `hash of ${id}`, risks: [], restart: false, recreate: false, safetyBackup: false, evicts: null },
    ...{ steps: [], before: '', after: '', diff: '-timeout 0\n+timeout 60\n', triedBy: null, access: null },
    changes: [{ directive: 'timeout', title: 'Idle time-out', from: '0', to: '60', how: 'live', note: 'Applies now.' }],
    ...change,
  };
}
