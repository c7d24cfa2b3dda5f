import type { NamedEngine } from './named-engine.ts';

/** Bytes that are free on the machine of an engine; null if that is unknown: Docker's API does not report it. */
export async function freeMemoryBytes({
  tunnel,
  target,
}: Pick<NamedEngine, 'tunnel' | 'target'>): Promise<number | null> {
  const text = target.kind === 'unix' ? await ownMemory() : await tunnel?.run('cat /proc/meminfo');
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(text ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

async function ownMemory(): Promise<string | null> {
  const { readFile } = await import('node:fs/promises');
  return readFile('/proc/meminfo', 'utf8').catch(() => null);
}

/** Bytes that are free on the disk of an engine's data; null if that is unknown. */
export async function freeDiskBytes({ tunnel }: Pick<NamedEngine, 'tunnel'>, root: string): Promise<number | null> {
  if (tunnel === null || !/^\/[^'\0]*$/.test(root)) return null;
  const line = (await tunnel.run(`df -Pk '${root}'`))?.trim().split('\n').at(-1)?.split(/\s+/);
  const free = Number(line?.[3]);
  return Number.isFinite(free) ? free * 1024 : null;
}
