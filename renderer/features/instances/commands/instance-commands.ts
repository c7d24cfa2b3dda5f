import {
  IconCertificate,
  IconCopy,
  IconDownload,
  IconKey,
  IconListDetails,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconSkull,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react';
import { type Access, connectionUrl, redisCli } from '../../../../shared/connection/snippets.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import type { Command, CommandContext } from '../../../commands/command.ts';
import { registerCommands } from '../../../commands/registry.ts';
import { copyText } from '../../../lib/copy-text.ts';
import { coreSentence } from '../../../lib/core-sentence.ts';
import { copySecret } from '../../../lib/secret-clipboard.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import * as instancesAlwaysWords from '../words/always.ts';
import { confirmStop, confirmStopAnyway, couldNotSave } from './confirm-stop.ts';
import { killDialog } from './kill-dialog-state.ts';
import { passwordDialog } from './password-dialog-state.ts';
import type { RunStop, StopVerb } from './stop-dialog-state.ts';
import { tlsDialog } from './tls-dialog-state.ts';
import { uninstallDialog } from './uninstall-dialog-state.ts';

const OFFLINE = instancesAlwaysWords.unavailableWhileDisconnected;

/** Why no operation can start on the instance now: another one is running, or it is unreachable. Null: it can. */
export function busyWith({ instance, operations, connected }: CommandContext): string | null {
  if (!connected) return OFFLINE;
  if (instance?.problem?.code === 'ENGINE_UNREACHABLE') return instancesAlwaysWords.engineUnreachableNow;
  const running = operations.find((operation) => operation.state === 'running' && operation.instance === instance?.id);
  return running ? instancesAlwaysWords.busyTitleIsRunning(coreSentence(running.title)) : null;
}

/** The CLI flag for an instance; main is the default of the CLI. */
export function instanceFlag(id: string | undefined): { instance: string | null } {
  return { instance: id === undefined || id === MAIN ? null : id };
}

function named(verb: keyof typeof instancesAlwaysWords.actOn): Command['title'] {
  return ({ instance }) => instancesAlwaysWords.actOn[verb](instance?.id ?? instancesAlwaysWords.anInstance);
}

function lineOf(action: string): NonNullable<Command['terminalLine']> {
  return ({ instance }) => terminalLine(action, instanceFlag(instance?.id));
}

/** Runs an operation on the target instance. A toast reports its failure. */
function begin(call: (id: string) => Promise<Operation>): Command['run'] {
  return async ({ instance }) => {
    if (instance) await runOperation(() => call(instance.id));
  };
}

/** Stops an instance and offers Undo, because the shortcut is easy to press by mistake. */
async function stop(id: string, accepted: ReadonlySet<string>): Promise<void> {
  const acceptsLoss = accepted.has(id);
  await runOperation(() => api.instances.stop({ id, acceptsLoss }), { quiet: true, ownError: couldNotSave }).catch(
    offerWithoutSaving('Stop', id, (now) => stop(id, now)),
  );
  const start = () => void runOperation(() => api.instances.start({ id })).catch(() => undefined);
  if (acceptsLoss)
    showDone(instancesAlwaysWords.idStopped(id), instancesAlwaysWords.unsavedChangesAreLost, {
      label: instancesAlwaysWords.start,
      run: start,
    });
  else
    showDone(instancesAlwaysWords.idStopped(id), instancesAlwaysWords.theDataIsSavedOnDisk, {
      label: instancesAlwaysWords.undo,
      run: start,
    });
}

async function restart(id: string, accepted: ReadonlySet<string>): Promise<void> {
  const acceptsLoss = accepted.has(id);
  await runOperation(() => api.instances.restart({ id, acceptsLoss }), { ownError: couldNotSave }).catch(
    offerWithoutSaving('Restart', id, (now) => restart(id, now)),
  );
}

/** Offers to continue without saving after a failed save, and rethrows the failure. */
function offerWithoutSaving(verb: StopVerb, id: string, run: RunStop): (error: unknown) => never {
  return (error) => {
    if (couldNotSave(error)) void confirmStopAnyway(verb, [{ id, error }], run);
    throw error;
  };
}

/** Copies text with the connection details. The password is fetched on demand and not stored in the page. */
function copy(what: string, textOf: (access: Access) => string): Command['run'] {
  return async ({ instance }) => {
    if (!instance) return;
    const { id, passwordSet } = instance;
    try {
      const text = async () => textOf(await api.instances.connection({ id, reveal: true }));
      const notice = passwordSet ? await copySecret(text) : await copyText(text);
      showDone(instancesAlwaysWords.copiedTheWhatOfId(what, id), notice ?? undefined);
    } catch (error) {
      showFailure(instancesAlwaysWords.copyTheWhatOfId(what, id), error);
    }
  };
}

/** Loaded on demand, because few users renew a certificate manually. */
async function renewCertificate(id: string): Promise<void> {
  const { changeTls } = await import('./change-tls.ts');
  await changeTls(id, { enable: true, renew: true });
}

const hasAddress: NonNullable<Command['available']> = ({ instance, connected }) =>
  (instance?.url ?? null) !== null && (connected || OFFLINE);

registerCommands([
  {
    id: 'instance.open',
    title: named('Open'),
    short: instancesAlwaysWords.verbs.Open,
    group: 'Instance',
    icon: IconListDetails,
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/instances/${instance.id}`),
    keywords: instancesAlwaysWords.overviewDetailsPageShow,
  },
  {
    id: 'instance.start',
    title: named('Start'),
    short: instancesAlwaysWords.verbs.Start,
    group: 'Instance',
    icon: IconPlayerPlay,
    shortcut: 's',
    terminalLine: lineOf('start'),
    available: (context) =>
      (context.instance?.state === 'stopped' || context.instance?.state === 'missing') && (busyWith(context) ?? true),
    run: begin((id) => api.instances.start({ id })),
    keywords: instancesAlwaysWords.runLaunchUp,
  },
  {
    id: 'instance.stop',
    title: named('Stop'),
    short: instancesAlwaysWords.verbs.Stop,
    group: 'Instance',
    icon: IconPlayerStop,
    shortcut: 'shift+s',
    terminalLine: lineOf('stop'),
    available: (context) => isUp(context) && (busyWith(context) ?? true),
    run: ({ instance }) => instance && confirmStop('Stop', [instance.id], (accepted) => stop(instance.id, accepted)),
    keywords: instancesAlwaysWords.haltDownEndShut,
  },
  {
    id: 'instance.restart',
    title: named('Restart'),
    short: instancesAlwaysWords.verbs.Restart,
    group: 'Instance',
    icon: IconRefresh,
    shortcut: 'shift+r',
    terminalLine: lineOf('restart'),
    available: (context) => isUp(context) && (busyWith(context) ?? true),
    run: ({ instance }) =>
      instance && confirmStop('Restart', [instance.id], (accepted) => restart(instance.id, accepted)),
    keywords: instancesAlwaysWords.rebootAgain,
  },
  {
    id: 'instance.kill',
    title: ({ instance }) => instancesAlwaysWords.killId(instance?.id ?? instancesAlwaysWords.anInstance),
    short: instancesAlwaysWords.kill,
    group: 'Instance',
    icon: IconSkull,
    terminalLine: ({ instance }) => terminalLine('stop', { ...instanceFlag(instance?.id), kill: 'yes' }),
    // Only for an unresponsive server; a responsive one saves its data on a normal stop.
    available: (context) =>
      isUp(context) && context.instance?.problem?.code === 'NOT_ANSWERING' && (busyWith(context) ?? true),
    run: ({ instance }) => instance && killDialog.set(instance.id),
    keywords: instancesAlwaysWords.hangHangsStuckForceEndSigkill,
    danger: true,
  },
  {
    id: 'instance.copy-url',
    title: ({ instance }) => instancesAlwaysWords.copyUrlOfId(instance?.id ?? instancesAlwaysWords.anInstance),
    short: instancesAlwaysWords.copyUrl,
    group: 'Instance',
    icon: IconCopy,
    shortcut: 'c',
    available: hasAddress,
    run: copy('URL', connectionUrl),
    keywords: instancesAlwaysWords.connectionAddressPasswordRedis,
  },
  {
    id: 'instance.copy-redis-cli',
    title: ({ instance }) =>
      instancesAlwaysWords.copyRedisCliCommandForId(instance?.id ?? instancesAlwaysWords.anInstance),
    short: instancesAlwaysWords.copyRedisCliCommand,
    group: 'Instance',
    icon: IconTerminal2,
    shortcut: 'shift+c',
    available: hasAddress,
    run: copy(instancesAlwaysWords.redisCliCommand, redisCli),
    keywords: instancesAlwaysWords.connectionTerminalConnect,
  },
  {
    id: 'instance.enter-password',
    title: ({ instance }) => instancesAlwaysWords.enterPasswordOf(instance?.id ?? instancesAlwaysWords.anInstance),
    short: instancesAlwaysWords.enterPassword,
    group: 'Instance',
    icon: IconKey,
    terminalLine: ({ instance }) => terminalLine('passwords', { enter: 'yes', ...instanceFlag(instance?.id) }),
    // Only for a server that refuses the app; otherwise redis.conf has the password.
    available: (context) => isRefusedForPassword(context) && (busyWith(context) ?? true),
    run: ({ instance }) => instance && passwordDialog.set(instance.id),
    keywords: instancesAlwaysWords.passwordLoginKeychain,
  },
  {
    id: 'instance.tls',
    title: ({ instance }) => instancesAlwaysWords.setUpTlsOf(instance?.id ?? instancesAlwaysWords.anInstance),
    short: instancesAlwaysWords.setUpTls,
    group: 'Instance',
    icon: IconCertificate,
    terminalLine: lineOf('tls'),
    available: (context) => context.instance?.port != null && (busyWith(context) ?? true),
    run: ({ instance }) => instance && tlsDialog.set(instance.id),
    keywords: instancesAlwaysWords.certificateEncryptionSsl,
  },
  {
    id: 'instance.renew-certificate',
    title: ({ instance }) => instancesAlwaysWords.renewCertificateOf(instance?.id ?? instancesAlwaysWords.anInstance),
    short: instancesAlwaysWords.renewCertificate,
    group: 'Instance',
    icon: IconCertificate,
    terminalLine: ({ instance }) => terminalLine('tls', { ...instanceFlag(instance?.id), renew: 'yes' }),
    // Without TLS there is no certificate, and issuing one would switch TLS on.
    available: (context) => context.instance?.tls === true && (busyWith(context) ?? true),
    run: async ({ instance }) => {
      if (instance) await renewCertificate(instance.id);
    },
    keywords: instancesAlwaysWords.certificateEncryptionSsl,
  },
  {
    id: 'instance.uninstall',
    title: ({ instance }) => instancesAlwaysWords.uninstallId(instance?.id ?? instancesAlwaysWords.anInstance),
    short: instancesAlwaysWords.uninstall,
    group: 'Instance',
    icon: IconTrash,
    terminalLine: lineOf('uninstall'),
    // Only main. A tenant is destroyed instead, with its network and port.
    available: (context) =>
      context.instance?.id === MAIN && context.instance.runtime !== null && (busyWith(context) ?? true),
    run: ({ instance }) => instance && uninstallDialog.set(instance.id),
    keywords: instancesAlwaysWords.removeDelete,
    danger: true,
  },
  {
    id: 'main.install',
    title: () => instancesAlwaysWords.installMain,
    group: 'All instances',
    icon: IconDownload,
    terminalLine: () => terminalLine('install'),
    available: ({ instances, connected }) => instances.every(({ id }) => id !== MAIN) && (connected || OFFLINE),
    run: ({ navigate }) => navigate('/install'),
    keywords: instancesAlwaysWords.setUpCreateRedis,
  },
  {
    id: 'engines.detect',
    title: () => instancesAlwaysWords.detectDockerAndRedisAgain,
    group: 'All instances',
    icon: IconRefresh,
    available: ({ connected }) => connected || OFFLINE,
    run: () => queryClient.invalidateQueries({ queryKey: orpc.engines.key() }),
    keywords: instancesAlwaysWords.engineRuntimeRefreshRetryCheck,
  },
]);

function isUp({ instance }: CommandContext): boolean {
  return instance?.state === 'running' || instance?.state === 'unhealthy' || instance?.state === 'starting';
}

function isRefusedForPassword({ instance }: CommandContext): boolean {
  return instance?.problem?.code === 'WRONG_PASSWORD' || instance?.problem?.code === 'PASSWORD_REQUIRED';
}
