/** Enough for the header of any library, and for the list of architectures of a universal one. */
export const HEADER_BYTES = 1024;

/** The platform of a compiled file, from its header. */
export interface LibraryHeader {
  readonly system: 'linux' | 'macos';
  /** Names of processors; several for a universal file of macOS. */
  readonly machines: readonly string[];
  /** `object` and `program` cannot be loaded. */
  readonly kind: 'library' | 'program' | 'object';
}

/** @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html e_machine */
const elfMachines: Readonly<Record<number, string>> = {
  3: 'x86',
  8: 'mips',
  20: 'ppc',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x86-64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};

/** @see https://github.com/apple-oss-distributions/xnu/blob/main/osfmk/mach/machine.h cpu_type_t */
const machMachines: Readonly<Record<number, string>> = {
  7: 'x86',
  12: 'arm',
  16777223: 'x86-64',
  16777228: 'arm64',
};

/** @param head the first bytes of the file. @returns null if it is no compiled file */
export function libraryHeader(head: Buffer): LibraryHeader | null {
  if (head.length >= 20 && head.readUInt32BE(0) === 0x7f454c46) return elfHeader(head);
  return head.length >= 16 ? machHeader(head) : null;
}

function elfHeader(head: Buffer): LibraryHeader {
  const number = (at: number) => (head[5] === 2 ? head.readUInt16BE(at) : head.readUInt16LE(at));
  const machine = number(18);
  const name = elfMachines[machine] ?? `machine ${machine}`;
  // The 32-bit form of a 64-bit processor, such as x32.
  const isNarrow = head[4] === 1 && /64/.test(name);
  const type = number(16);
  return {
    system: 'linux',
    machines: [isNarrow ? `${name} (32 bit)` : name],
    kind: type === 3 ? 'library' : type === 1 ? 'object' : 'program',
  };
}

function machHeader(head: Buffer): LibraryHeader | null {
  const [big, little] = [head.readUInt32BE(0), head.readUInt32LE(0)];
  const isMach = (magic: number) => magic === 0xfeedface || magic === 0xfeedfacf;
  const name = (type: number) => machMachines[type] ?? `processor ${type}`;
  if (isMach(little) || isMach(big)) {
    const number = (at: number) => (isMach(little) ? head.readUInt32LE(at) : head.readUInt32BE(at));
    const type = number(12);
    return {
      system: 'macos',
      machines: [name(number(4))],
      kind: type === 6 || type === 8 ? 'library' : type === 1 ? 'object' : 'program',
    };
  }
  const count = head.readUInt32BE(4);
  // A Java class has the same first bytes, and a version of at least 45 in place of the count.
  if (big !== 0xcafebabe || count === 0 || count > 20 || head.length < 8 + 20 * count) return null;
  const machines = Array.from({ length: count }, (_, at) => name(head.readUInt32BE(8 + 20 * at)));
  return { system: 'macos', machines, kind: 'library' };
}

/** Node's and Docker's names of processors, as {@link LibraryHeader} names them. */
const otherNames: Readonly<Record<string, string>> = {
  x64: 'x86-64',
  amd64: 'x86-64',
  x86_64: 'x86-64',
  ia32: 'x86',
  '386': 'x86',
  aarch64: 'arm64',
  ppc64le: 'ppc64',
};

export function machineName(name: string): string {
  return otherNames[name] ?? name;
}
