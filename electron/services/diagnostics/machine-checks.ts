import type { Check } from '../../../shared/contract/diagnostics.ts';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { freeBytes } from '../platform/files/disk-space.ts';
import { shownPath } from '../platform/home/paths.ts';
import { isListening } from '../ports/free-ports.ts';
import { portOwner } from '../ports/port-owner.ts';

const MB = 1024 * 1024;
/** Below this a save or a journal may fail at any moment. */
const FULL_BYTES = 64 * MB;
const LOW_BYTES = 1024 * MB;

/** The free space on the home's disk. No check if the system does not report it. */
export async function diskChecks(home: string): Promise<readonly Check[]> {
  const free = await freeBytes(home);
  if (free === null) return [];
  const level = free < FULL_BYTES ? 'fail' : free < LOW_BYTES ? 'warn' : 'ok';
  const detail = `${formatBytes(free)} free on the disk of ${shownPath(home)}.`;
  const fix = level === 'ok' ? null : 'Free some space: delete old backups, or move other files.';
  const remedy = level === 'ok' ? null : { action: 'cleanup-backups', flags: { days: '30' } };
  return [{ id: 'disk', title: 'Disk space', level, detail, fix, remedy }];
}

/**
 * Another program at the port of an instance that is not running: the instance cannot start.
 * @param mainPort where main would be installed
 */
export async function foreignListenerChecks(
  instances: readonly InstanceStatus[],
  mainPort: number,
): Promise<readonly Check[]> {
  const running = new Set(instances.filter(({ state }) => state === 'running').map(({ port }) => port));
  const found = await Promise.all(
    instances.map(async ({ id, state, port, problem, engine }): Promise<Check | null> => {
      const isDown = state === 'stopped' || state === 'missing';
      // The port of another machine is not one of this computer.
      if (engine !== undefined || !isDown || port === null || running.has(port) || problem?.code === 'PORT_TAKEN')
        return null;
      if (!(await isListening(port))) return null;
      const detail = `Port ${port} is in use by ${await ownerOf(port)}, so ${id} cannot start.`;
      const fix = 'Stop that program, or choose another port in the settings.';
      return { id: `port-${id}`, title: `Port of ${id}`, level: 'fail', detail, fix };
    }),
  );
  const isInstalled = instances.some(({ id }) => id === MAIN);
  const beforeInstall = isInstalled || running.has(mainPort) ? null : await beforeInstallCheck(mainPort);
  return [...found, beforeInstall].filter((check) => check !== null);
}

async function beforeInstallCheck(port: number): Promise<Check | null> {
  if (!(await isListening(port))) return null;
  const detail = `Port ${port} is in use by ${await ownerOf(port)}, so main cannot be installed there.`;
  const fix = 'Stop that program, or install main on another port.';
  return { id: `port-${MAIN}`, title: `Port of ${MAIN}`, level: 'warn', detail, fix };
}

async function ownerOf(port: number): Promise<string> {
  return (await portOwner(port)) ?? 'a program of another user';
}
