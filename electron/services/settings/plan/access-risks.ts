import type { Access, Risk } from '../../../../shared/contract/settings.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { directiveLines } from '../../redis/conf/redis-conf.ts';
import type { ComputedPlan } from './plan.ts';

type Plan = Pick<ComputedPlan, 'facts' | 'target' | 'changes' | 'restart'>;

/** Risks of restarting a server that refuses this app: the app cannot make it save before it stops. */
export function refusalRisks(plan: Plan): readonly Risk[] {
  const { facts, changes, restart } = plan;
  const { refusal, effective } = facts;
  if (refusal === null || !restart) return [];
  const directive = changes[0]?.directive ?? 'save';
  const how = 'This app cannot ask it to save, so it is stopped with SIGTERM and started with the new file.';
  const isKept = modeOf(persistenceOf(effective)) !== 'none';
  const saves = !/nosave/i.test(fileValue(effective, 'shutdown-on-sigterm') ?? '');
  if (isKept && saves) {
    const message = `${refusal} ${how} It saves its data according to its own settings.`;
    return [{ directive, level: 'warning', message }];
  }
  const why = isKept ? 'shutdown-on-sigterm tells it not to save' : 'its redis.conf disables persistence';
  const message = `${refusal} ${how} Everything written since its last save will be lost, because ${why}.`;
  return [{ directive, level: 'warning', message, confirm: true }];
}

/** Risks from the trial of the new file: who can connect. */
export function accessRisks(plan: Plan, access: Access | null): readonly Risk[] {
  if (access === null) return [];
  const { target, changes } = plan;
  const conf = target.effective;
  const accessNames = ['protected-mode', 'requirepass', 'aclfile', 'user', 'bind', 'rename-command'];
  const directive =
    changes.find((change) => accessNames.includes(change.directive))?.directive ??
    changes[0]?.directive ??
    'requirepass';
  if (access.app !== 'ok') {
    const message = `${lockOutSentences[access.app]} ${whoStillGetsIn(access)}`;
    return [{ directive, level: 'warning', message, confirm: true }];
  }
  const isVoid = access.clients === 'open' && (fileValue(conf, 'requirepass') ?? '') !== '';
  if (!isVoid) return [];
  const by = directiveLines(conf, 'aclfile').length > 0 ? 'aclfile' : 'user';
  const where = by === 'aclfile' ? 'the ACL file (aclfile)' : 'the line "user default"';
  const message = `requirepass has no effect after the next start: ${where} defines the user "default" without a password, so clients can connect without one.`;
  return [{ directive: 'requirepass', level: 'warning', message }];
}

function whoStillGetsIn({ clients }: Access): string {
  if (clients === 'refused') return 'No other client can connect either.';
  return clients === 'open' ? 'Other clients can connect without a password.' : 'Other clients need a password.';
}

const lockOutSentences: Readonly<Record<Exclude<Access['app'], 'ok'>, string>> = {
  'protected-mode':
    'The server will refuse this app: protected mode without a password refuses every connection that does not come from the server’s own computer or container.',
  'password-required': 'The server will refuse this app: it will require a password, and redis.conf has none.',
  'wrong-password': 'The server will refuse this app: it will not accept the password in redis.conf.',
  'no-permission': 'The server will refuse this app: its access rules (ACL) will not allow the command INFO.',
  'command-unavailable': 'The server will refuse this app: the command INFO will be disabled.',
};
