import { IconGitCompare } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { type CompareSearch, compareAddress, comparePlaceOf } from '../model/compare-address.ts';
import * as pageWords from '../words/page.ts';
import { CompareHead } from './compare-head.tsx';
import { ComparePage } from './compare-page.tsx';

/** The differences between two sources of keys. */
export function CompareView() {
  const search: CompareSearch = useSearch({ strict: false });
  const place = comparePlaceOf(search);
  const { before, after } = place;
  if (before === null || after === null) {
    return (
      <>
        <CompareHead place={place} />
        <EmptyState icon={IconGitCompare} title={pageWords.chooseTwoSides} text={pageWords.aBackupAFileOrAnInstance} />
      </>
    );
  }
  const sides = compareAddress({ ...place, database: null, prefix: null, key: null, kinds: [] });
  return <ComparePage key={sides} place={{ ...place, before, after }} />;
}
