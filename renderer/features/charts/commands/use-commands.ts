import { useEffect, useState } from 'react';
import type { CommandSample } from '../../../../shared/contract/command-stats.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { followWhileSeen } from '../../../client/subscribe.ts';

interface Commands {
  /** Null before the first sample. Stays while the core is not reachable. */
  readonly sample: CommandSample | null;
  /** The instance does not exist. */
  readonly error: unknown;
}

const initial: Commands = { sample: null, error: null };

/** Polls the command statistics of an instance while mounted. */
export function useCommands(id: string, intervalMs: number): Commands {
  const [commands, setCommands] = useState(initial);
  useEffect(() => {
    return followWhileSeen(
      (signal) => api.metrics.commands({ id, intervalMs }, { signal }),
      (sample) => setCommands({ sample, error: null }),
      (error) => {
        if (reasonOf(error).code !== 'NOT_FOUND') return 'again';
        setCommands({ sample: null, error });
        return 'end';
      },
    );
  }, [id, intervalMs]);
  return commands;
}
