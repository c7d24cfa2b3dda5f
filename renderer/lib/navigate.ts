/** Navigates to a route such as `/instances/main`. For code outside of components. */
export function go(to: string): void {
  window.location.hash = to;
}

/** The instance whose page, backups, charts or settings are open; null elsewhere. */
export function openInstanceId(): string | null {
  const [, id] =
    /^#\/(?:instances|backups|charts|activity|settings|logs|keys|integration)\/([^/?]+)/.exec(window.location.hash) ??
    [];
  return id === undefined ? null : decodeURIComponent(id);
}
