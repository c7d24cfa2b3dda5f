import type { Icon } from '@tabler/icons-react';
import { IconClock, IconEqual, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import type { KeyDifference } from '../../../../shared/contract/compare.ts';
import * as compareWords from '../words/page.ts';

interface DifferenceStyle {
  readonly word: string;
  readonly sign: string;
  readonly icon: Icon;
}

/** The appearance of each difference: an icon and a word, because colour alone is not accessible. */
export const differenceStyles: Readonly<Record<KeyDifference, DifferenceStyle>> = {
  added: { word: compareWords.added, sign: '+', icon: IconPlus },
  removed: { word: compareWords.removed, sign: '−', icon: IconMinus },
  changed: { word: compareWords.changed, sign: '~', icon: IconPencil },
  expiry: { word: compareWords.expiry, sign: '~', icon: IconClock },
  same: { word: compareWords.equal, sign: '=', icon: IconEqual },
};
