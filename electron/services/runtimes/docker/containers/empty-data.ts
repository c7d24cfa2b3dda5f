import { AppError } from '../../../../../shared/contract/errors.ts';
import type { ScratchContainer, ScratchContainerOptions, ScratchModel } from './scratch-container.ts';

/** Enough for a shell and `rm`. Docker's minimum is 6 MB. */
const MEMORY_BYTES = 64 * 1024 ** 2;

/** Only core functions: an image built from a machine's programs has perl without its modules. */
const perl = `sub clear{my $d=shift;opendir(my $h,$d)or die"$d: $!\\n";my @n=grep{$_ ne"."&&$_ ne".."}readdir $h;
for(@n){my $p="$d/$_";if(-d $p&&!-l $p){clear($p);rmdir $p or die"$p: $!\\n"}else{unlink $p or die"$p: $!\\n"}}}clear("/data")`;

/**
 * The programs that images have. Nothing may be left afterwards: Redis would load an old file instead of the new one.
 */
const script = `set -e
if command -v rm >/dev/null 2>&1; then rm -rf /data/* /data/.[!.]* /data/..?*
elif command -v busybox >/dev/null 2>&1; then busybox rm -rf /data/* /data/.[!.]* /data/..?*
elif command -v perl >/dev/null 2>&1; then perl -e '${perl}'
else echo "the image has none of rm, busybox and perl"; exit 127
fi
for left in /data/* /data/.[!.]* /data/..?*; do
  if [ -e "$left" ] || [ -L "$left" ]; then echo "$left could not be deleted"; exit 1; fi
done
exit 0`;

/** Deletes everything in the data volume of a stopped instance. @throws AppError START_FAILED with the reason */
export async function emptyData(
  { name, image, user, mounts }: ScratchModel,
  start: (options: Omit<ScratchContainerOptions, 'signal'>) => Promise<ScratchContainer>,
): Promise<void> {
  const cleaner = await start({
    ...{ name, image, user: { like: user }, memoryBytes: MEMORY_BYTES, script, args: [] },
    mounts: mounts.filter(({ target }) => target === '/data').map((mount) => ({ ...mount, readOnly: false })),
  });
  const code = await cleaner.ended;
  const output = cleaner.output().trim();
  await cleaner.close();
  if (code === 0) return;
  const reason = output.split('\n').at(-1) || `the cleaner ended with exit code ${code}`;
  const message = `The old files in the data volume of ${name.replace(/\.scratch$/, '')} could not be deleted: ${reason}.`;
  throw new AppError('START_FAILED', message, { id: name, log: [reason] });
}
