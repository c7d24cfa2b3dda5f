import type { Api } from '../../../shared/contract/contract.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { isContainerSetting } from '../../../shared/contract/names.ts';
import type { Drift, SettingsChangeRequest } from '../../../shared/contract/settings.ts';
import { doubtfulMemory } from '../../../shared/memory.ts';
import { badUsage } from '../flags/bad-usage.ts';
import { byBeginning, idsOf } from '../flags/by-beginning.ts';
import type { Arguments } from '../flags/flags.ts';
import type { ActionContext } from './action.ts';
import * as cliWords from './words.ts';

type Asked = Arguments<'memory' | 'persistence' | 'set' | 'revert' | 'drift'>;

/** The change that the flags of `config` request; null for none. @throws AppError BAD_VALUE */
export async function readSettingsRequest(
  { questions, stop }: Pick<ActionContext, 'questions' | 'stop'>,
  api: Api,
  id: string,
  args: Asked,
): Promise<SettingsChangeRequest | null> {
  const { memory, persistence, set, revert, drift } = args;
  if (revert === undefined && drift === undefined) return changesOf(questions, args);
  const others = { memory, persistence, set, drift: revert === undefined ? undefined : drift };
  const [first, other] = [revert === undefined ? '--drift' : '--revert', given(others)];
  if (other) throw badUsage(other, cliWords.leftOutWithFirst(first), cliWords.firstAndOtherAreTwoChanges(first, other));
  return stop.orStop(
    revert === undefined ? driftRequest(api, id, drift ?? 'keep-file') : revertRequest(api, id, revert),
  );
}

/** The first of the flags that was given. */
function given(flags: Readonly<Record<string, unknown>>): string | null {
  const name = Object.keys(flags).find((one) => flags[one] !== undefined);
  return name === undefined ? null : `--${name}`;
}

async function revertRequest(api: Api, id: string, revert: string): Promise<SettingsChangeRequest> {
  const history = await api.settings.history({ id });
  const back = history.filter(({ revertible }) => revertible);
  if (revert !== 'last') {
    return {
      kind: 'revert',
      entry: byBeginning(history, { flag: '--revert', given: revert, what: cliWords.change }).id,
    };
  }
  const [last] = history;
  if (last?.revertible) return { kind: 'revert', entry: last.id };
  if (!last) {
    const message = `--revert last: no setting of ${id} was changed yet, so there is nothing to revert.`;
    throw new AppError('NOT_FOUND', message, { what: cliWords.change, id: revert });
  }
  const others = back.length > 0 ? cliWords.theseCanBack(idsOf(back)) : cliWords.nothingCan;
  throw badUsage('--revert', idsOf(back), `--revert last: The last change of ${id} cannot be reverted; ${others}`);
}

/** Directives that need a restart and decide what it loads. */
const movesData: ReadonlySet<string> = new Set(['dir', 'dbfilename']);

async function driftRequest(api: Api, id: string, kind: 'keep-live' | 'keep-file'): Promise<SettingsChangeRequest> {
  const { drift, running } = await api.settings.describe({ id });
  const directives = drift
    .filter((one) => one.how === 'live' || movesData.has(one.directive) || isConverted(one, kind))
    .map(({ directive }) => directive);
  if (directives.length > 0) return { kind, directives };
  const why = running ? cliWords.runsWithTheValuesOfRedis : cliWords.stoppedWithFileValues;
  throw badUsage('--drift', cliWords.usedOnlyWhereTheTwoDiffer, `--drift: ${id} ${why}; nothing has drifted.`);
}

/** A container is only ever converted to the file's side: nobody wants to keep privileges that Redis does not need. */
function isConverted({ directive }: Drift, kind: 'keep-live' | 'keep-file'): boolean {
  return kind === 'keep-file' && isContainerSetting(directive);
}

async function changesOf(
  questions: ActionContext['questions'],
  { memory, persistence, set }: Asked,
): Promise<SettingsChangeRequest | null> {
  const changes: Record<string, string | null> = {};
  if (memory !== undefined) {
    if (Number.parseInt(memory, 10) === 0) {
      const message = '--memory 0 would mean no limit. To remove the limit, use --set maxmemory=0.';
      throw badUsage('--memory', cliWords.aSizeAbove0, message);
    }
    const doubt = doubtfulMemory(memory);
    if (doubt !== null) throw doubtful('--memory', doubt, `${memory}b`);
    changes.maxmemory = memory;
  }
  for (const pair of set ?? []) {
    const at = pair.indexOf('=');
    const [name, given] = [pair.slice(0, at).toLowerCase(), pair.slice(at + 1)];
    if (Object.hasOwn(changes, name)) {
      throw badUsage('--set', cliWords.eachDirectiveOnce, cliWords.nameWasGivenTwiceWithSet(name));
    }
    const value = name === 'requirepass' && given === '-' ? await questions.readLine() : given;
    const doubt = name === 'maxmemory' ? doubtfulMemory(value) : null;
    if (doubt !== null) throw doubtful('--set', doubt, `maxmemory=${value}b`);
    changes[name] = value === '' && name !== 'save' && name !== 'requirepass' ? null : value;
  }
  if (Object.keys(changes).length === 0 && persistence === undefined) return null;
  return { kind: 'changes', changes, persistence };
}

/** A unit confirms the size. */
function doubtful(flag: string, question: string, insisting: string) {
  const message = cliWords.flagQuestionToUseThatSize(flag, question, insisting);
  return badUsage(flag, cliWords.aSizeWithAUnit, message);
}
