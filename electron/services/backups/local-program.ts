import { findProgram, programVersion } from '../runtimes/process/program.ts';

/** The Redis program of this machine, and its version. */
export interface LocalProgram {
  readonly path: string;
  readonly version: string;
}

/** @returns null when there is none that runs */
export async function localProgram(programPath: string | undefined): Promise<LocalProgram | null> {
  const path = await findProgram(programPath);
  const version = path ? await programVersion(path).catch(() => null) : null;
  return path !== null && version !== null ? { path, version } : null;
}

/** Whether one version can read what the other wrote: the same or newer, patch levels aside. */
export function canRead(reader: string, writer: string | null): boolean {
  if (writer === null) return true;
  const [a = 0, b = 0] = reader.split('.').map(Number);
  const [c = 0, d = 0] = writer.split('.').map(Number);
  return a > c || (a === c && b >= d);
}
