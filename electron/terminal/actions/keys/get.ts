import type { Api } from '../../../../shared/contract/contract.ts';
import type { KeyDetails, KeySource } from '../../../../shared/contract/keyspace.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { keyField } from './inspect-lines.ts';
import { readSource, sourceFlags, sourceOf } from './key-source.ts';
import { databaseOf, keyOf } from './one-key.ts';
import { detailLines, valueLines } from './value-lines.ts';
import { type ReadValue, readValue, valueDocument } from './whole-value.ts';
import * as keysWords from './words.ts';

const getFlags = [...sourceFlags, 'database', 'key', 'key-base64', 'from', 'count'] as const;

export const get = defineAction({
  name: 'get',
  summary: keysWords.showTheValueOfAKey,
  details: [
    keysWords.getShowsTheWholeValue,
    'What is not UTF-8 is {"base64": …} with --json, and escaped as redis-cli does otherwise.',
  ],
  flags: getFlags,
  async run(context, args) {
    const source = sourceOf(args);
    const key = keyOf(args);
    const database = databaseOf(args);
    const api = await context.api();
    // A live server is asked for this key only; its other keys need not be read.
    const problem = source.kind === 'instance' ? null : (await readSource(context, api, source)).problem;
    const details = await context.stop.orStop(api.keyspace.key({ source, database, key }));
    const value = await context.stop.orStop(wholeValue(context, api, source, details, args));
    const { type, encoding, expiresAt, length } = details;
    const document = { database, ...keyField(details.key), type, encoding, expiresAt, length, ...valueDocument(value) };
    const { output } = context;
    output.answer(document, [...detailLines(details, output.style, Date.now()), '', ...valueLines(value)]);
    if (problem !== null) output.note(output.noteStyle.attention(problem));
    return exitCodes.done;
  },
});

function wholeValue(
  { output }: Pick<ActionContext, 'output'>,
  api: Api,
  source: KeySource,
  { database, key }: KeyDetails,
  { from = 0, count }: Arguments<'from' | 'count'>,
): Promise<ReadValue> {
  if (typeof from === 'string') throw badUsage('--from', keysWords.aNumberOfElements, keysWords.fromIsAPositionHere);
  const page = (position: string | null, limit: number) =>
    api.keyspace.value({
      ...{ source, database, key, count: limit },
      ...(position === null ? { from } : { position }),
    });
  return readValue(page, count ?? Number.POSITIVE_INFINITY, () => output.readerGone);
}
