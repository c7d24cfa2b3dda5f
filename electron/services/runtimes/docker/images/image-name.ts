import { AppError } from '../../../../../shared/contract/errors.ts';

/** https://github.com/distribution/reference: registry, path, tag and digest. */
const reference =
  /^(?:(?:localhost|[\w-]+(?:\.[\w-]+)+|[\w.-]+(?=:\d)|\[[\da-f:]+\])(?::\d+)?\/)?[a-z\d]+(?:(?:\.|_{1,2}|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:\.|_{1,2}|-+)[a-z\d]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[\da-f]{64})?$/;

const imageId = /^sha256:[\da-f]{64}$/;

/** Whether an image is named by its id, which no registry knows. */
export function isImageId(given: string): boolean {
  return imageId.test(given);
}

/**
 * Rejects an invalid image name before it becomes part of a request to the engine.
 * @throws AppError BAD_VALUE
 */
export function checkImageName(given: string): void {
  if (isImageId(given) || (given.length <= 255 && reference.test(given))) return;
  const expected = 'an image name such as redis:7-alpine';
  throw new AppError('BAD_VALUE', `"${given}" is not ${expected}.`, { field: 'image', expected });
}

/** An image name with its tag: adds `latest` if the name has neither tag nor digest. */
export function fullImageName(given: string): string {
  if (given.includes('@') || /:[^/]+$/.test(given)) return given;
  return `${given}:latest`;
}

/** The Redis version in a tag: `7.2` for `redis:7.2-alpine`; null if the tag has none. */
export function versionInTag(image: string): string | null {
  const tag = image.includes('@') || isImageId(image) ? '' : (/:([^/]+)$/.exec(image)?.[1] ?? '');
  return /^v?(\d+(?:\.\d+){0,2})(?![\d.])/.exec(tag)?.[1] ?? null;
}

/** Whether a version matches a tag: `7.0.15` matches `7-alpine` and `latest`, but not `7.2`. */
export function fitsTag(image: string, version: string): boolean {
  const named = versionInTag(image);
  return named === null || `${version}.`.startsWith(`${named}.`);
}

/** Whether two names mean the same image. Docker omits Docker Hub's prefixes, and Podman adds them. */
export function sameImage(one: string, other: string): boolean {
  return shortName(one) === shortName(other);
}

function shortName(name: string): string {
  return fullImageName(name)
    .replace(/^(docker\.io|index\.docker\.io|localhost)\//, '')
    .replace(/^library\//, '');
}

/**
 * The name of an image of Docker Hub in a mirror: `mirror.example.com/library/redis:7-alpine`. Null if a mirror cannot
 * have it: it names its own registry, a digest or an id, or there is no mirror.
 */
export function mirroredName(image: string, mirror: string): string | null {
  const [first = '', ...rest] = fullImageName(image).split('/');
  const namesRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  if (mirror === '' || isImageId(image) || image.includes('@')) return null;
  const path = namesRegistry ? (/^(docker\.io|index\.docker\.io)$/.test(first) ? rest : null) : [first, ...rest];
  if (path === null) return null;
  return [mirror, ...(path.length === 1 ? ['library'] : []), ...path].join('/');
}
