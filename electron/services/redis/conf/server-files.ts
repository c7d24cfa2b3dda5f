/** How a server finds its files. */
export interface ServerFiles {
  /** Its working directory as it starts, as it names it itself. */
  readonly cwd: string;
  /** Folders of a container, by what it calls them; null: the server's paths are those of this computer. */
  readonly mounts: readonly { readonly inside: string; readonly here: string }[] | null;
  /** What follows redis.conf in its command and overrides it: `--name value …`. */
  readonly args: readonly string[];
  /** What its start adds where redis.conf says nothing, in the same form. */
  readonly defaults: readonly string[];
}
