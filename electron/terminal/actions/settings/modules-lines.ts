import type {
  InstalledModule,
  ModulesApplied,
  ModulesPlan,
  ModulesState,
  ModuleValues,
} from '../../../../shared/contract/modules.ts';
import { counted } from '../../../../shared/format/count.ts';
import { moduleTitle } from '../../../../shared/format/modules.ts';
import { nameOf } from '../../flags/instance-of.ts';
import { escapeControls } from '../../format/printable.ts';
import type { Style } from '../../format/style.ts';
import { type TableColumn, tableLines } from '../../format/table.ts';
import * as settingsWords from './words.ts';

/** The modules of an instance as a table, and the values of their types. @param width of the terminal, in characters */
export function modulesLines(state: ModulesState, style: Style, width: number): string[] {
  const { id, running, modules, refusal, values } = state;
  const name = style.strong(nameOf(id));
  const about = refusal !== null ? settingsWords.modulesAreRefused(refusal) : settingsWords.modulesAreNotReported(name);
  const notReported = refusal !== null || (!running && modules.length > 0) ? [style.faint(about), ''] : [];
  if (modules.length === 0) return [...notReported, settingsWords.noModules(name)];
  const table = tableLines(columns, modules, width);
  const found = values?.types ?? [];
  return [
    ...notReported,
    style.strong(table.head),
    ...table.rows,
    ...(found.length === 0 ? [] : ['', valuesLine(found, values?.isComplete ?? false)]),
  ];
}

const columns: readonly TableColumn<InstalledModule>[] = [
  { head: settingsWords.moduleColumn, cell: ({ name }) => escapeControls(name ?? '—') },
  { head: settingsWords.versionColumn, cell: ({ version }) => String(version ?? '—'), right: true },
  { head: settingsWords.loadedByColumn, cell: loadedBy },
  {
    head: settingsWords.argumentsColumn,
    cell: (one) => escapeControls(one.arguments?.map(quoteArg).join(' ') || '—'),
    dropRank: 2,
  },
  {
    head: settingsWords.fileColumn,
    cell: ({ file }) => escapeControls(file ?? '—'),
    short: ({ file }) => escapeControls(file?.split('/').at(-1) ?? '—'),
    dropRank: 1,
  },
];

/** In the notation of redis.conf. */
function quoteArg(arg: string): string {
  return /[\s"']/.test(arg) || arg === '' ? JSON.stringify(arg) : arg;
}

function valuesLine(values: readonly ModuleValues[], isComplete: boolean): string {
  const list = valuesList(values);
  return isComplete ? settingsWords.valuesOfModules(list) : settingsWords.valuesAtLeast(list);
}

function loadedBy({ origin, place, isLoaded }: InstalledModule): string {
  if (isLoaded === false) return settingsWords.notLoadedYet;
  switch (origin) {
    case 'redis.conf':
      return 'redis.conf';
    case 'elsewhere':
      return place ?? settingsWords.byModuleLoad;
    case 'image':
      return settingsWords.ofTheImage;
    case 'server':
      return settingsWords.ofTheServer;
    default:
      return origin satisfies never;
  }
}

/** `2 keys of the type ledger-v1 and 1 key of the type bf`. */
export function valuesList(values: readonly ModuleValues[]): string {
  return values.map(({ type, keys }) => settingsWords.keysOfType(counted(keys, 'key'), type)).join(' and ');
}

/** The effect of a change, besides its settings. */
export function modulesPlanLines({ module, commands, lost }: ModulesPlan, style: Style): string[] {
  return [
    style.strong(moduleTitle(module)),
    ...(commands === null || commands.length === 0 ? [] : [settingsWords.itsCommands(commands.join(', '))]),
    ...(lost.length === 0 ? [] : [style.attention(settingsWords.wouldBeDeleted(valuesList(lost)))]),
    '',
  ];
}

/** The result of a change. */
export function modulesAppliedLines(done: ModulesApplied, style: Style, width: number): string[] {
  const { state, module, deletedKeys, verified, safetyBackup, entry } = done;
  const isLoaded = state.modules.some(({ file, isLoaded: now }) => file === module.file && now !== false);
  const title = moduleTitle(module);
  const checked =
    verified === null
      ? state.running
        ? settingsWords.moduleNotVerified
        : settingsWords.loadedAtNextStart
      : isLoaded
        ? settingsWords.moduleVerified
        : settingsWords.moduleGoneVerified;
  return [
    style.strong(isLoaded ? settingsWords.moduleLoaded(title) : settingsWords.moduleUnloaded(title)),
    checked,
    ...(deletedKeys === 0 ? [] : [settingsWords.keysDeleted(counted(deletedKeys, 'key'), safetyBackup)]),
    '',
    ...modulesLines(state, style, width),
    ...(entry === null ? [] : ['', settingsWords.undoTls(state.id, entry.slice(0, 8))]),
  ];
}
