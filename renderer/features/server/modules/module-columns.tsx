import { Button } from '@mantine/core';
import type { InstalledModule, ModuleValues } from '../../../../shared/contract/modules.ts';
import { counted } from '../../../lib/counted.ts';
import { UNKNOWN } from '../../../lib/format.ts';
import classes from '../frame/panel.module.css';
import type { PlainColumn } from '../frame/plain-table.tsx';
import * as modulesWords from '../words/modules.ts';

/** @param onUnload opens the confirmation for a module of redis.conf */
export function moduleColumns(onUnload: (module: InstalledModule) => void): readonly PlainColumn<InstalledModule>[] {
  return [
    {
      title: modulesWords.name,
      cell: (module) => module.name ?? <span className={classes.weak}>{nameOf(module)}</span>,
    },
    { title: modulesWords.version, cell: ({ version }) => version ?? UNKNOWN, right: true },
    { title: modulesWords.types, cell: ({ types }) => mono(types.join(', ')) },
    { title: modulesWords.arguments_, cell: (module) => mono(module.arguments?.map(quoteArg).join(' ') ?? '') },
    { title: modulesWords.loadedBy, cell: loadedBy },
    { title: modulesWords.file, cell: ({ file }) => mono(file ?? ''), wide: true },
    {
      title: '',
      cell: (module) => {
        const fixed = whyFixed(module);
        return (
          <Button
            variant="subtle"
            size="compact-xs"
            disabled={fixed !== null}
            title={fixed ?? undefined}
            aria-label={modulesWords.unloadNamed(nameOf(module))}
            onClick={() => onUnload(module)}
          >
            {modulesWords.unload}
          </Button>
        );
      },
    },
  ];
}

/** Its name, or that of its file if only a running server knows the name. */
export function nameOf({ name, file }: Pick<InstalledModule, 'name' | 'file'>): string {
  return name ?? file?.split('/').at(-1) ?? modulesWords.nameUnknown;
}

/** Why it cannot be unloaded; null if it can. */
export function whyFixed({ origin, place }: Pick<InstalledModule, 'origin' | 'place'>): string | null {
  return origin === 'redis.conf' ? null : modulesWords.whyFixed[origin](place);
}

/** `2 keys of the type ledger-v1 and 1 key of the type bf`. */
export function valuesList(values: readonly ModuleValues[]): string {
  return values.map(({ type, keys }) => modulesWords.keysOfType(counted(keys, 'key'), type)).join(modulesWords.and);
}

function loadedBy({ origin, place, isLoaded }: InstalledModule): string {
  if (origin === 'redis.conf') return isLoaded === false ? modulesWords.nextStart : modulesWords.ofRedisConf;
  if (origin === 'image') return modulesWords.ofTheImage;
  return origin === 'server' ? modulesWords.ofTheServer : (place ?? modulesWords.elsewhere);
}

/** In the notation of redis.conf. */
function quoteArg(arg: string): string {
  return /[\s"']/.test(arg) || arg === '' ? JSON.stringify(arg) : arg;
}

function mono(text: string) {
  return (
    <span className={classes.mono} title={text}>
      {text || UNKNOWN}
    </span>
  );
}
