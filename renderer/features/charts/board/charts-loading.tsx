import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';

/** The shape of the charts that are being read. */
export function ChartsLoading({ rows }: { readonly rows: number }) {
  return <SkeletonRows rows={rows} rowHeight={78} widths={[120, 0, 40, 560]} />;
}
