import type { Check } from '../../../../shared/contract/diagnostics.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Remedy } from '../../../../shared/contract/remedy.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { counted } from '../../../../shared/format/count.ts';
import type { SecurityEvidence } from './security-evidence.ts';

/** The newest verified backup of an instance. */
export interface BackupEvidence {
  readonly id: string;
  readonly isScheduled: boolean;
  /** Null without a verified backup. */
  readonly verifiedAt: string | null;
}

const DAY_MS = 86_400_000;
const OLD_BACKUP_MS = 7 * DAY_MS;

/**
 * The security checklist, one check for each of its points over all instances. Levels: `fail` if other computers can
 * reach data without a password, `warn` if data or access is at risk, `info` for a choice that is acceptable on a
 * workstation.
 */
export function securityChecks(
  found: readonly SecurityEvidence[],
  backups: readonly BackupEvidence[] | null,
  now = Date.now(),
): readonly Check[] {
  if (found.length === 0) return [];
  return [
    passwordCheck(found),
    bindCheck(found),
    protectedModeCheck(found),
    tlsCheck(found),
    firewallCheck(found),
    backupsCheck(backups, now),
    accessCheck(found),
  ];
}

function passwordCheck(found: readonly SecurityEvidence[]): Check {
  const common = { id: 'security.password', title: 'Passwords' };
  const without = found.filter(({ status }) => !status.passwordSet);
  if (without.length === 0) return ok(common, `With a password: ${names(found)}.`);
  const open = without.filter(({ openAt }) => openAt.length > 0);
  const fix = 'Set a password: requirepass in the settings of the instance.';
  if (open.length > 0) {
    const detail = `Without a password and reachable at ${open[0]?.openAt.join(', ')}: ${names(open)}. Other computers may read and change all data.`;
    return { ...common, level: 'fail', detail, fix, remedy: passwordRemedy(open) };
  }
  const detail = `Without a password: ${names(without)}. Every user and program of this computer can read and change the data.`;
  // On a shared computer, a client's data concerns more people than the one who chose this.
  const shared = without.filter(({ status }) => status.id !== MAIN && !hasNetwork(status));
  const remedy = passwordRemedy(shared.length > 0 ? shared : without);
  return { ...common, level: shared.length > 0 ? 'warn' : 'info', detail, fix, remedy };
}

/** Opens the plan of the first one, where the user enters the password. */
function passwordRemedy([first]: readonly SecurityEvidence[]): Remedy | null {
  return first ? { action: 'config', flags: { instance: first.status.id, set: 'requirepass=PASSWORD' } } : null;
}

function hasNetwork({ runtime }: SecurityEvidence['status']): boolean {
  return runtime !== null && can(runtime, 'network');
}

function bindCheck(found: readonly SecurityEvidence[]): Check {
  const common = { id: 'security.bind', title: 'Listening addresses' };
  const wide = found.filter(listensWidely);
  if (wide.length === 0) return ok(common, `On addresses of this computer only: ${names(found)}.`);
  const level = wide.some(({ status }) => !status.passwordSet) ? 'warn' : 'info';
  const where = wide.map((one) => `${one.status.id} on ${addressOf(one)}`).join('; ');
  const detail = `Beyond 127.0.0.1: ${where}.`;
  return { ...common, level, detail, fix: 'Set bind to 127.0.0.1 unless other computers need the instance.' };
}

function protectedModeCheck(found: readonly SecurityEvidence[]): Check {
  const common = { id: 'security.protected-mode', title: 'Protected mode' };
  const off = found.filter(({ settings }) => settings?.protectedMode === false);
  if (off.length === 0) return ok(common, `Protected mode is on: ${names(found)}.`);
  const exposed = off.filter((one) => !one.status.passwordSet && listensWidely(one));
  const locked = off.filter(({ status }) => !status.passwordSet && hasNetwork(status));
  const warning =
    locked.length === 0
      ? ''
      : ` Do not switch it on without a password for ${names(locked)}: a container would refuse every client, this app included.`;
  const detail = `Protected mode is off: ${names(off)}.${warning}`;
  if (exposed.length > 0) {
    const fix = `Set a password for ${names(exposed)}, then switch protected-mode on.`;
    return { ...common, level: 'warn', detail, fix };
  }
  return { ...common, level: 'info', detail, fix: 'Switch protected-mode on, after a password is set.' };
}

function tlsCheck(found: readonly SecurityEvidence[]): Check {
  const common = { id: 'security.tls', title: 'TLS' };
  const plain = found.filter((one) => one.openAt.length > 0 && one.settings?.plainPort !== false);
  if (plain.length > 0) {
    const detail = `Reachable from other computers without encryption: ${names(plain)}.`;
    const fix = 'Set up TLS, which closes the plain port.';
    const id = plain[0]?.status.id ?? MAIN;
    const remedy = { action: 'tls', flags: { instance: id, enable: 'yes' } };
    return { ...common, level: 'warn', detail, fix, remedy };
  }
  const secure = found.filter(({ settings }) => settings?.tlsPort);
  const detail =
    secure.length > 0
      ? `TLS is on: ${names(secure)}. No plain port can be reached from other computers.`
      : 'No instance can be reached from other computers, so no connection needs TLS.';
  return ok(common, detail);
}

function firewallCheck(found: readonly SecurityEvidence[]): Check {
  const common = { id: 'security.firewall', title: 'Reachable addresses' };
  const open = found.filter(({ openAt }) => openAt.length > 0);
  if (open.length > 0) {
    const where = open.map(
      ({ status, openAt }) => `${status.id} at ${openAt.map((address) => `${address}:${status.port}`).join(', ')}`,
    );
    const fix = 'Close the port in the firewall of this computer, or set bind to 127.0.0.1.';
    if (open.some(({ openOutside }) => openOutside === null)) {
      const detail = `A connection succeeded: ${where.join('; ')}. It was tried from this computer, so a firewall may still refuse other computers.`;
      return { ...common, level: 'warn', detail, fix };
    }
    const outside = open.filter(({ openOutside }) => openOutside !== null && openOutside.length > 0);
    if (outside.length === 0) {
      const detail = `Refused from a network namespace, as the firewall of this computer would refuse another computer: ${where.join('; ')}.`;
      return ok(common, detail);
    }
    const reached = outside.map(
      ({ status, openOutside }) =>
        `${status.id} at ${openOutside?.map((address) => `${address}:${status.port}`).join(', ')}`,
    );
    const detail = `A connection from a network namespace succeeded, as one of another computer would: ${reached.join('; ')}.`;
    return { ...common, level: 'warn', detail, fix };
  }
  const tried = Math.max(0, ...found.map((one) => one.tried));
  if (tried === 0)
    return {
      ...common,
      level: 'info',
      detail: 'Nothing was tried: no instance runs on a port, or this computer has no other address.',
      fix: null,
    };
  return ok(
    common,
    `Tried ${counted(tried, 'address', 'addresses')} of this computer besides 127.0.0.1: none answers.`,
  );
}

function backupsCheck(backups: readonly BackupEvidence[] | null, now: number): Check {
  const common = { id: 'security.backups', title: 'Backups' };
  if (backups === null) {
    return { ...common, level: 'warn', detail: 'The schedules cannot be read, so none runs.', fix: 'Mend their file.' };
  }
  const isOld = ({ verifiedAt }: BackupEvidence) => verifiedAt === null || now - Date.parse(verifiedAt) > OLD_BACKUP_MS;
  const unscheduled = backups.filter(({ isScheduled }) => !isScheduled);
  const late = backups.filter((one) => one.isScheduled && isOld(one));
  if (late.length > 0) {
    const detail = `Scheduled, but without a verified backup of the last 7 days: ${idsOf(late)}.`;
    return { ...common, level: 'warn', detail, fix: 'Keep the app open at the planned times, and verify the backups.' };
  }
  if (unscheduled.length === 0)
    return ok(common, 'Every instance has a schedule and a verified backup of the last 7 days.');
  const old = unscheduled.filter(isOld);
  const without = old.length === 0 ? '' : ` Without a verified backup of the last 7 days: ${idsOf(old)}.`;
  const [first] = unscheduled;
  return {
    ...common,
    level: old.length > 0 ? 'warn' : 'info',
    detail: `No schedule: ${idsOf(unscheduled)}.${without}`,
    fix: 'Schedule backups.',
    ...(first && { remedy: { action: 'schedule-backup', flags: { instance: first.id, at: '02:00', verify: 'yes' } } }),
  };
}

function accessCheck(found: readonly SecurityEvidence[]): Check {
  const common = { id: 'security.access', title: 'Access' };
  const running = found.filter(({ denied, foreignClients }) => denied !== null || foreignClients !== null);
  if (running.length === 0)
    return { ...common, level: 'info', detail: 'No running instance could be asked.', fix: null };
  const denied = running.filter((one) => (one.denied?.count ?? 0) > 0);
  const foreign = running.filter((one) => (one.foreignClients?.length ?? 0) > 0);
  if (denied.length === 0 && foreign.length === 0) {
    return ok(common, `No refused access in ACL LOG, and no client of another computer: ${names(running)}.`);
  }
  const refused = denied.map(
    ({ status, denied: log }) =>
      `${status.id} refused ${counted(log?.count ?? 0, 'access', 'accesses')}, the newest: ${log?.newest}`,
  );
  const connected = foreign.map(
    ({ status, foreignClients }) => `${status.id} has clients at ${foreignClients?.join(', ')}`,
  );
  const detail = `${[...refused, ...connected].join('; ')}.`;
  const [first] = denied.length > 0 ? denied : foreign;
  return {
    ...common,
    level: denied.length > 0 ? 'warn' : 'info',
    detail,
    fix:
      denied.length > 0
        ? 'Find the program with the wrong password or user. ACL LOG RESET clears the list.'
        : 'Check that you know these computers.',
    ...(first && { remedy: { action: 'cli', flags: { instance: first.status.id } } }),
  };
}

/** The address on which an instance listens; for a container, the published one. */
function addressOf({ status, settings }: SecurityEvidence): string {
  if (hasNetwork(status)) return status.host;
  return settings?.bind || status.host;
}

function listensWidely(one: SecurityEvidence): boolean {
  if (one.status.socket !== undefined) return false;
  const addresses = addressOf(one)
    .split(/\s+/)
    .filter((address) => address !== '');
  return one.openAt.length > 0 || addresses.some((address) => !/^-?(127\.|::1$|localhost$)/.test(address));
}

function ok(common: Pick<Check, 'id' | 'title'>, detail: string): Check {
  return { ...common, level: 'ok', detail, fix: null };
}

function names(found: readonly SecurityEvidence[]): string {
  return idsOf(found.map(({ status }) => status));
}

/** Some ids, and the number of the others. */
function idsOf(found: readonly { readonly id: string }[]): string {
  const shown = found.slice(0, 5).map(({ id }) => id);
  return found.length > shown.length ? `${shown.join(', ')} and ${found.length - shown.length} more` : shown.join(', ');
}
