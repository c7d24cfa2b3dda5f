/** Navigates to a route such as `/instances/main`. For code outside components. */
export function navigateTo(to: string): void {
  window.location.hash = to;
}

/** Navigates from the route of a drawer, such as `/tenants/isolation`, to the view behind it. */
export function closeDrawerRoute(): void {
  window.location.hash = window.location.hash.replace(/^#/, '').replace(/\/[^/]*$/, '');
}

/** The instance whose page, backups, charts or settings are open; null elsewhere. */
export function openInstanceId(): string | null {
  const [, id] =
    /^#\/(?:instances|backups|charts|activity|settings|logs|keys|key-history|console|integration)\/([^/?]+)/.exec(
      window.location.hash,
    ) ?? [];
  return id === undefined ? null : decoded(id);
}

/** A link that anyone may have written can hold a broken escape such as `%`; it then names no instance. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
