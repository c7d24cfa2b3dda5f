/** Where the official images have the modules that they load. Redis 8 has some. */
const FOLDER = '/usr/local/lib/redis/modules';

/**
 * A shell script that sets `"$@"` to the options that load the modules of an image, as its own entry point does, except
 * those that redis.conf loads. In an image without such modules it does nothing.
 * @see https://github.com/redis/docker-library-redis/blob/release/8.0/debian/docker-entrypoint.sh
 * @param conf the path of redis.conf in the container
 */
export function imageModulesScript(conf: string): string {
  return `set --
if [ -d ${FOLDER} ]; then
  loads=
  while read -r line || [ -n "$line" ]; do
    case $line in [Ll][Oo][Aa][Dd][Mm]*) loads="$loads $line" ;; esac
  done <${conf}
  for module in ${FOLDER}/*.so; do
    case $loads in *"/\${module##*/}"* | *" \${module##*/}"*) continue ;; esac
    [ ! -x "$module" ] || set -- "$@" --loadmodule "$module"
  done
fi`;
}
