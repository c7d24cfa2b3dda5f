import { randomUUID } from 'node:crypto';
import { CONTAINER_MEMORY, CONTAINER_OUTGOING, isContainerSetting } from '../../../../shared/contract/names.ts';
import { fileDirectives, fileValue, sameValue } from '../../redis/conf/conf-values.ts';
import { maskedText } from '../../redis/conf/mask.ts';
import { addToHistory } from '../history/history.ts';
import { memoryChoiceText, outgoingText } from '../plan/container-settings.ts';
import { type ComputedPlan, masked } from '../plan/plan.ts';
import type { Prepared } from '../plan/prepare.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';

/** Records the change and the values that revert it. @returns its id in the history */
export async function recordChange(
  deps: SettingsDeps,
  { plan, instance, what, resolved }: Prepared,
  safetyBackup: string | null,
): Promise<string> {
  const { facts, target } = plan;
  const changes = plan.changes.map((change) => ({ ...masked(change) }));
  const secrets = changes.some(
    (change, index) => change.to !== plan.changes[index]?.to || change.from !== plan.changes[index]?.from,
  );
  const names = [...new Set([...fileDirectives(facts.conf), ...fileDirectives(target.conf)])];
  const changed = names.filter((name) => !sameValue(name, fileValue(facts.conf, name), fileValue(target.conf, name)));
  const places =
    facts.published && plan.recreate ? { port: String(facts.published.port), bind: facts.published.host } : {};
  const choices = choicesBefore(plan);
  const isOfContainer = changes.every(({ directive }) => isContainerSetting(directive));
  const id = randomUUID();
  await addToHistory(deps.environment.home, {
    id,
    at: new Date().toISOString(),
    face: deps.client,
    instance: instance.id,
    what,
    changes,
    restarted: plan.restart,
    safetyBackup,
    revertible: !secrets && changes.length > 0 && (!isOfContainer || Object.keys(choices).length > 0),
    back: secrets
      ? {}
      : { ...Object.fromEntries(changed.map((name) => [name, fileValue(facts.conf, name)])), ...places, ...choices },
    // As values, port and bind of a container would be those that it publishes.
    backText: resolved === 'text' ? maskedText(facts.conf) : null,
  });
  return id;
}

/** The previous choices for the container, as far as the plan changes them. */
function choicesBefore({ facts: { container }, target }: ComputedPlan): Record<string, string> {
  const given = target.container;
  if (!container || !given) return {};
  const { memoryBytes, outgoing } = container.chosen;
  return {
    ...(given.memoryBytes !== undefined && { [CONTAINER_MEMORY]: memoryChoiceText(memoryBytes) }),
    ...(given.outgoing !== undefined && { [CONTAINER_OUTGOING]: outgoingText(outgoing) }),
  };
}
