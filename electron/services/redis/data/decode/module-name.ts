const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NAME_LENGTH = 9;
/** The lowest bits are the version of the module's encoding. */
const VERSION_BITS = 10n;

/** The name of a module type, which its 64-bit identifier holds with 6 bits a character. */
export function moduleName(id: bigint): string {
  let rest = id >> VERSION_BITS;
  let name = '';
  for (let at = 0; at < NAME_LENGTH; at++) {
    name = CHARACTERS.charAt(Number(rest & 63n)) + name;
    rest >>= 6n;
  }
  return name;
}
