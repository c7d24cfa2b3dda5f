import type { CallOptions, EngineConnection } from './engine-connection.ts';

/** Properties that do not change while an engine runs. */
export interface EngineFacts {
  readonly product: 'Docker' | 'Podman';
  readonly version: string | null;
  /** Root in a container is the user who runs the engine. */
  readonly rootless: boolean;
  /** SELinux keeps containers from reading a user's folders without a label option. */
  readonly selinux: boolean;
  /** It can limit the number of processes in a container. */
  readonly limitsPids: boolean;
  /** It can limit the memory of a container. */
  readonly limitsMemory: boolean;
  /** It runs Linux programs for this computer's processor, so an image can be built from local programs. */
  readonly runsOurPrograms: boolean;
}

const processors: Partial<Record<NodeJS.Architecture, readonly string[]>> = {
  x64: ['x86_64', 'amd64'],
  arm64: ['aarch64', 'arm64'],
  arm: ['armv7l', 'arm'],
};

/** Reads the facts from the engine. `answeredInMs` is the duration of the version call. */
export async function readEngineFacts(
  connection: EngineConnection,
  options?: CallOptions,
): Promise<EngineFacts & { readonly answeredInMs: number }> {
  const began = performance.now();
  const version = connection
    .ask((docker) => docker.version(), options)
    .then((answer) => ({ answer, ms: performance.now() - began }));
  const [{ answer, ms }, info] = await Promise.all([version, connection.ask((docker) => docker.info(), options)]);
  // Podman identifies itself only in `Components`, and omits some fields.
  const components: readonly { readonly Name?: string }[] = answer.Components ?? [];
  const security: readonly string[] = info.SecurityOptions ?? [];
  return {
    product: components.some(({ Name }) => Name?.startsWith('Podman')) ? 'Podman' : 'Docker',
    version: answer.Version ?? null,
    rootless: security.includes('name=rootless'),
    selinux: security.includes('name=selinux'),
    // False on a rootless engine without delegated cgroups.
    limitsPids: (info as { PidsLimit?: boolean }).PidsLimit !== false,
    limitsMemory: info.MemoryLimit !== false,
    runsOurPrograms:
      info.OSType === 'linux' && (processors[process.arch] ?? [process.arch]).includes(info.Architecture ?? ''),
    answeredInMs: ms,
  };
}
