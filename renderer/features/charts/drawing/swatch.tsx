import type { LineStyle } from '../model/line-style.ts';

/** A sample of a line style beside its name. */
export function Swatch({ style, strong = true }: { readonly style: LineStyle; readonly strong?: boolean }) {
  return (
    <svg width="16" height="8" aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1="0"
        x2="16"
        y1="4"
        y2="4"
        style={{
          stroke: `var(${strong ? style.colour : '--series-others'})`,
          strokeWidth: 2,
          strokeDasharray: strong ? style.dash : undefined,
        }}
      />
    </svg>
  );
}
