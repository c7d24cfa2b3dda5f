import { useEffect, useState } from 'react';
import type { CommandSample } from '../../../../shared/contract/command-stats.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { follow } from '../../../client/subscribe.ts';

interface Commands {
  /** The newest; null before the first. It stays while the app's program does not answer. */
  readonly look: CommandSample | null;
  /** There is no such instance. */
  readonly error: unknown;
}

const nothing: Commands = { look: null, error: null };

/** Follows the commands of an instance for as long as they are looked at. @param everyMs how often */
export function useCommands(id: string, everyMs: number): Commands {
  const [commands, setCommands] = useState(nothing);
  useEffect(() => {
    return follow(
      (signal) => api.metrics.commands({ id, intervalMs: everyMs }, { signal }),
      (look) => setCommands({ look, error: null }),
      (error) => {
        if (reasonOf(error).code !== 'NOT_FOUND') return 'again';
        setCommands({ look: null, error });
        return 'end';
      },
    );
  }, [id, everyMs]);
  return commands;
}
