import type { Check } from '../../../shared/contract/diagnostics.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { schedulesPlace } from '../schedules/schedule-dialog-state.ts';
import * as diagnosticsWords from './words.ts';

/** The action of a finding's button: runs a command on an instance, or opens a view. */
export type CheckFix =
  | { readonly label: string; readonly command: string; readonly instance: string }
  | { readonly label: string; readonly to: string };

/** The button of a finding; null if the fix is only a CLI command or a sentence. */
export function checkFix({ remedy }: Pick<Check, 'remedy'>): CheckFix | null {
  if (!remedy) return null;
  const { action, flags } = remedy;
  const id = flags.instance ?? flags['client-id'];
  const command = (label: string, name: string): CheckFix | null =>
    id === undefined ? null : { label, command: name, instance: id };
  switch (action) {
    case 'install':
      return { label: diagnosticsWords.install, to: '/install' };
    case 'start':
      return command(diagnosticsWords.start, 'instance.start');
    case 'restart':
      return command(diagnosticsWords.restart, 'instance.restart');
    case 'passwords':
      return command(diagnosticsWords.enterPassword, 'instance.enter-password');
    case 'repair-client':
      return command(diagnosticsWords.repair, 'instance.repair');
    case 'backup':
      return command(diagnosticsWords.backUp, 'instance.back-up');
    case 'extend-client':
      return command(diagnosticsWords.extend, 'instance.extend');
    case 'test-isolation':
      return { label: diagnosticsWords.testIsolation, to: '/tenants/isolation' };
    case 'schedule-backup':
      return id === undefined ? null : { label: diagnosticsWords.schedule, to: schedulesPlace(id) };
    case 'run-schedule':
      return { label: diagnosticsWords.openSchedules, to: schedulesPlace(null) };
    case 'cleanup-backups':
      return { label: diagnosticsWords.cleanUp, to: '/backups' };
    case 'logs':
      return id === undefined ? null : { label: diagnosticsWords.showLog, to: `/logs/${id}` };
    case 'config':
      if (flags.set?.startsWith('requirepass=')) return command(diagnosticsWords.setAPassword, 'instance.set-password');
      return command(diagnosticsWords.raiseTheLimit, 'instance.raise-memory');
    default:
      return null;
  }
}

/** The equivalent command line of a fix; null without one. */
export function checkLine({ remedy }: Pick<Check, 'remedy'>): string | null {
  return remedy?.action ? terminalLine(remedy.action, remedy.flags) : null;
}
