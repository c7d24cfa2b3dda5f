const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1.5 MB`: powers of 1024, for sentences. */
export function shownBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const value = bytes / 1024 ** power;
  return `${Number.isInteger(value) || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** `1,204 keys`. */
export function shownCount(count: number, one: string): string {
  const figure = String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${figure} ${count === 1 ? one : `${one}s`}`;
}
