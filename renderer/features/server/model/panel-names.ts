/** The panels of an instance, in the order of their tabs. The name is the last part of the URL. */
export const panelNames = [
  'slow-log',
  'latency',
  'clients',
  'memory',
  'persistence',
  'replication',
  'acl',
  'modules',
  'moment',
] as const;
export type PanelName = (typeof panelNames)[number];

/** The time in a URL. The panel validates it. */
export interface PanelSearch {
  readonly from?: string;
  readonly to?: string;
}

/** Reads the search parameters of an address, which anyone may have written. */
export function panelSearch({ from, to }: Record<string, unknown>): PanelSearch {
  return {
    ...(from === undefined ? {} : { from: String(from) }),
    ...(to === undefined ? {} : { to: String(to) }),
  };
}

export function isPanelName(name: string): name is PanelName {
  return (panelNames as readonly string[]).includes(name);
}

/** The path of a panel, with a time. */
export function panelPath(id: string, panel: PanelName, search: PanelSearch = {}): string {
  const query = new URLSearchParams(Object.entries(search).filter(([, value]) => value !== undefined)).toString();
  return `/instances/${id}/${panel}${query === '' ? '' : `?${query}`}`;
}

/** Samples are seconds apart, so a moment begins before its second and ends after it. */
const AROUND_MS = 5000;

/** The time around a second, for a link to what ran then. */
export function momentAround(at: string | number): Required<Pick<PanelSearch, 'from' | 'to'>> {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return { from: new Date(ms - AROUND_MS).toISOString(), to: new Date(ms + AROUND_MS).toISOString() };
}

/** A time of an address as ISO 8601 in UTC; null for none and for an invalid one. */
export function timeOf(text: string | undefined): string | null {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isFinite(ms) && ms > 0 ? new Date(ms).toISOString() : null;
}
