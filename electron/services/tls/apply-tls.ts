import { isAppError } from '../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import type { TlsApplied, TlsRequest, TlsVerified } from '../../../shared/contract/tls.ts';
import { requireInstance } from '../instances/status/status-by-id.ts';
import type { OperationContext } from '../operations/run/operation-context.ts';
import { invalidSetting } from '../redis/conf/check-value.ts';
import { applyPrepared, applySteps, refuseRisks } from '../settings/apply/apply.ts';
import { changedMeanwhile } from '../settings/apply/move-running.ts';
import { isEmpty } from '../settings/plan/plan.ts';
import { type Prepared, prepare } from '../settings/plan/prepare.ts';
import type { SettingsDeps } from '../settings/plan/settings-deps.ts';
import { openAuthority } from './authority.ts';
import { issueInto, pruneFolders } from './certificate-files.ts';
import { currentState, planTls, prepareTls, type TlsWork } from './tls-plan.ts';
import { verifyTls } from './verify-tls.ts';

interface Wanted {
  readonly request: TlsRequest;
  /** The user accepted the risks that need confirmation. */
  readonly confirmed: boolean;
}

/**
 * Changes TLS of an instance: issues its certificate, tries the new settings with it on a scratch server, applies them,
 * and connects from outside. A failure is undone, and the new certificate removed.
 * @throws AppError BAD_VALUE, PORT_TAKEN, BUSY; everything that a settings plan throws
 */
export async function applyTls(deps: SettingsDeps, id: string, wanted: Wanted): Promise<OperationOf<'tls'>> {
  const work = await planTls(deps, id, wanted.request);
  const untried = await prepareTls(deps, id, work);
  untried.release();
  const { plan } = untried;
  refuseRisks(plan, wanted.confirmed);
  const verifies = wanted.request.enable && plan.facts.running;
  const steps = [
    ...(work.folder === null ? [] : (['issue-certificate'] as const)),
    ...(isEmpty(plan) ? [] : (['try-settings', ...applySteps(plan)] as const)),
    ...(verifies ? (['verify-tls'] as const) : []),
  ];
  const title = wanted.request.enable ? `Set up TLS of ${id}` : `Switch TLS of ${id} off`;
  return deps.operations.begin({ kind: 'tls', instance: id, title, steps }, async (op) => {
    if (work.folder !== null) await op.step('issue-certificate', () => issue(deps, id, work, op));
    const prepared = await (isEmpty(plan)
      ? prepareTls(deps, id, work)
      : op.step('try-settings', () => tried(deps, id, work)));
    try {
      if (prepared.plan.facts.file.hash !== plan.facts.file.hash) throw changedMeanwhile();
      refuseRisks(prepared.plan, wanted.confirmed);
      return await change(deps, prepared, { work, verifies }, op);
    } finally {
      prepared.release();
    }
  });
}

async function change(
  deps: SettingsDeps,
  prepared: Prepared,
  { work, verifies }: { readonly work: TlsWork; readonly verifies: boolean },
  op: OperationContext,
): Promise<TlsApplied> {
  const { id, paths } = prepared.instance;
  let verified: TlsVerified | null = null;
  const verify = async () => {
    if (verifies) verified = await op.step('verify-tls', () => verifyOutside(deps, id));
  };
  const applied = await applyPrepared(deps, prepared, op, verify);
  if (isEmpty(prepared.plan)) await verify();
  if (work.folder !== null) await pruneFolders(paths.config, work.folder);
  return { ...applied, state: await currentState(deps, id), issued: work.folder !== null, verified };
}

async function issue(deps: SettingsDeps, id: string, { folder, names }: TlsWork, op: OperationContext): Promise<void> {
  if (folder === null) return;
  const { paths, record } = await requireInstance(deps, id);
  const authority = await openAuthority(id, paths);
  await op.undo.add({ type: 'folder', path: folder });
  await issueInto(folder, authority, names);
  // A server on another machine reads them there, before the settings that name them are uploaded.
  if (record?.engineName !== undefined) await deps.containers.uploadSettings(id);
}

/** The plan, tried with the certificates in place. */
async function tried(deps: SettingsDeps, id: string, { text }: TlsWork): Promise<Prepared> {
  try {
    return await prepare(deps, id, { kind: 'text', text });
  } catch (error) {
    // Redis reports directives that it was built without as if they were misspelt.
    if (!isAppError(error, 'BAD_VALUE') || !/\(tls-[a-z-]+\): Bad directive/.test(error.message)) throw error;
    const message = `The Redis of ${id} was built without TLS. Nothing was changed. Upgrade ${id} to a Redis with TLS, such as that of the official image.`;
    throw invalidSetting('tls-port', 'a Redis with TLS', message);
  }
}

async function verifyOutside(deps: SettingsDeps, id: string): Promise<TlsVerified> {
  const { entry } = await requireInstance(deps, id);
  return verifyTls(await currentState(deps, id), entry?.address?.host ?? '127.0.0.1');
}
