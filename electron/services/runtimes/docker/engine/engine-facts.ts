import type { CallOptions, EngineConnection } from './engine-connection.ts';

/** What does not change while an engine runs. */
export interface EngineFacts {
  readonly product: 'Docker' | 'Podman';
  readonly version: string | null;
  /** Its containers' root is the user who runs it. */
  readonly rootless: boolean;
  /** Containers may not read a user's folders unless told so. */
  readonly selinux: boolean;
  /** It can limit how many processes a container has. */
  readonly limitsPids: boolean;
  /** It can limit how much memory a container uses. */
  readonly limitsMemory: boolean;
  /** The engine runs Linux programs for this machine's processor, so an image can be made of our own. */
  readonly runsOurPrograms: boolean;
}

const processors: Partial<Record<NodeJS.Architecture, readonly string[]>> = {
  x64: ['x86_64', 'amd64'],
  arm64: ['aarch64', 'arm64'],
  arm: ['armv7l', 'arm'],
};

/** Asks the engine what it is. `answeredInMs` is how long the quicker of the two questions took. */
export async function readEngineFacts(
  connection: EngineConnection,
  options?: CallOptions,
): Promise<EngineFacts & { readonly answeredInMs: number }> {
  const began = performance.now();
  const version = connection
    .ask((docker) => docker.version(), options)
    .then((answer) => ({ answer, ms: performance.now() - began }));
  const [{ answer, ms }, info] = await Promise.all([version, connection.ask((docker) => docker.info(), options)]);
  // Podman answers in Docker's words but for these; fields that it leaves out are null.
  const components: readonly { readonly Name?: string }[] = answer.Components ?? [];
  const security: readonly string[] = info.SecurityOptions ?? [];
  return {
    product: components.some(({ Name }) => Name?.startsWith('Podman')) ? 'Podman' : 'Docker',
    version: answer.Version ?? null,
    rootless: security.includes('name=rootless'),
    selinux: security.includes('name=selinux'),
    // A rootless engine without delegated control groups says that it cannot.
    limitsPids: (info as { PidsLimit?: boolean }).PidsLimit !== false,
    limitsMemory: info.MemoryLimit !== false,
    runsOurPrograms:
      info.OSType === 'linux' && (processors[process.arch] ?? [process.arch]).includes(info.Architecture ?? ''),
    answeredInMs: ms,
  };
}
