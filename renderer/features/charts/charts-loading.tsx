import { SkeletonRows } from '../../components/skeleton-rows.tsx';

/** The shape of the charts that are being read. @param heights px of each */
export function ChartsLoading({ heights }: { readonly heights: readonly number[] }) {
  return <SkeletonRows rows={heights.length} rowHeight={78} widths={[120, 0, 40, 560]} />;
}
