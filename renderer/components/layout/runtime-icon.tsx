import { IconBrandDocker, IconCpu } from '@tabler/icons-react';
import { can } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';

/** A sign beside the name of a runtime: an engine of containers or a program of this computer. */
export function RuntimeIcon({ runtime, size }: { readonly runtime: RuntimeKind; readonly size: number }) {
  const Icon = can(runtime, 'engine') ? IconBrandDocker : IconCpu;
  return <Icon size={size} aria-hidden="true" />;
}
