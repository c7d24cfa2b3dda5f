import type { Refusal } from '../../../../shared/contract/server.ts';
import * as serverWords from './words.ts';

/** Why a part is missing, as a sentence. */
export function refusalLine({ command, why, said }: Refusal): string {
  const sentence = serverWords.refusedWhy[why](command);
  return said === null ? sentence : serverWords.said(sentence, said);
}
