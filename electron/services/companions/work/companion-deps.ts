import type { Connection } from '../../../../shared/contract/instance.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import type { PortRegistry } from '../../ports/port-registry.ts';
import type { CompanionHost } from '../host/companion-host.ts';

export interface CompanionDeps extends InstanceDeps {
  /** Reserves ports in the companions' own range. */
  readonly ports: PortRegistry;
  /** Ports that the engine publishes for any container. */
  readonly publishedPorts: () => Promise<ReadonlySet<number>>;
  readonly host: (runtime: RuntimeKind) => CompanionHost;
  /** How programs connect to the tenant's Redis. */
  readonly connection: (id: string, options: { readonly reveal: boolean }) => Promise<Connection>;
  readonly bus: ChangeBus;
}
