import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';

/** Placeholder rows while the charts load. */
export function ChartsLoading({ rows }: { readonly rows: number }) {
  return <SkeletonRows rows={rows} rowHeight={78} widths={[120, 0, 40, 560]} />;
}
