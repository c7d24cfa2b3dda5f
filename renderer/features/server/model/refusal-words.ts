import type { Refusal } from '../../../../shared/contract/server.ts';
import * as frameWords from '../words/frame.ts';

/** Why a part of a panel is missing. */
export function refusalWords({ command, why, said }: Refusal): string {
  const sentence = frameWords.refusedWhy[why](command);
  return said === null ? sentence : `${sentence} ${said}`;
}
