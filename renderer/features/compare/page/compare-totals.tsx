import { Checkbox } from '@mantine/core';
import type { Comparison, KeyDifference } from '../../../../shared/contract/compare.ts';
import { count, exactTime, fixed } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { useNow } from '../../../lib/now.ts';
import { type ChosenPlace, compareAddress } from '../model/compare-address.ts';
import { differenceStyles } from '../model/compare-words.ts';
import * as pageWords from '../words/page.ts';
import classes from './compare-head.module.css';

interface CompareTotalsProps {
  readonly place: ChosenPlace;
  readonly state: Comparison;
  readonly hideExpired: boolean;
  readonly onHideExpired: (hide: boolean) => void;
}

/** The counts of the whole comparison. Each kind is a filter of the lists. */
export function CompareTotals({ place, state, hideExpired, onHideExpired }: CompareTotalsProps) {
  const now = useNow();
  const { added, removed, changed, expiryOnly, same, expired } = state.counts;
  const kinds: readonly (readonly [KeyDifference, string])[] = [
    ['removed', pageWords.removedCount(count(hideExpired ? removed - expired : removed))],
    ['added', pageWords.addedCount(count(added))],
    ['changed', pageWords.changedCount(count(changed))],
    ['expiry', pageWords.expiryCount(count(expiryOnly))],
  ];
  const { after } = state.sides;
  return (
    <section className={classes.totals} aria-label={pageWords.totals}>
      {kinds.map(([kind, label]) => {
        const { icon: Icon, word } = differenceStyles[kind];
        const isOn = place.kinds.includes(kind);
        const next = isOn ? place.kinds.filter((one) => one !== kind) : [...place.kinds, kind];
        return (
          <button
            key={kind}
            type="button"
            className={classes.kind}
            data-kind={kind}
            aria-pressed={isOn}
            title={pageWords.onlyKind(word)}
            onClick={() => navigateTo(compareAddress({ ...place, kinds: next }))}
          >
            <Icon size={13} aria-hidden="true" />
            {label}
          </button>
        );
      })}
      <span className="text-3">
        {pageWords.equalIn(count(same), fixed(state.tookSeconds ?? 0, 1))}
        {after?.at && ` · ${pageWords.exactAsOf(exactTime(after.at, now))}`}
      </span>
      {expired > 0 && (
        <Checkbox
          className={classes.hide ?? ''}
          size="xs"
          label={pageWords.hideExpired(count(expired))}
          checked={hideExpired}
          onChange={(event) => onHideExpired(event.currentTarget.checked)}
        />
      )}
    </section>
  );
}
