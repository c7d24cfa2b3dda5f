/** How a server finds its files. */
export interface ServerFiles {
  /** Its working directory at the start, as the server's own path. */
  readonly cwd: string;
  /** The mounts of a container; null: the server's paths are paths on this computer. */
  readonly mounts: readonly { readonly inside: string; readonly here: string }[] | null;
  /** The arguments after redis.conf in its command, which override it: `--name value …`. */
  readonly args: readonly string[];
  /** Arguments that its start adds where redis.conf does not set them, in the same form. */
  readonly defaults: readonly string[];
}
