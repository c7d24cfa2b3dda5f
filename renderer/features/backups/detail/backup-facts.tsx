import type { Backup } from '../../../../shared/contract/backup.ts';
import { runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { CopyButton } from '../../../components/form/copy-button.tsx';
import { Fact, Facts } from '../../../components/layout/facts.tsx';
import { kindWords } from '../../../lib/backup-words.ts';
import { bytes, elapsed } from '../../../lib/format.ts';
import * as detailWords from '../words/detail.ts';
import classes from './backup-detail.module.css';

/** The known fields of the manifest. */
export function BackupFacts({ backup }: { readonly backup: Backup }) {
  const { kind, sizeBytes, redisVersion, rdbVersion, tookMs, sha256, file, memoryBytes, runtime, pinned } = backup;
  const facts: readonly (readonly [string, string | null])[] = [
    [detailWords.instance, backup.instance],
    [detailWords.kind, `${kindWords[kind]} (${kind === 'snapshot' ? 'RDB' : 'tar.gz'}), ${bytes(sizeBytes)}`],
    [
      'Redis',
      redisVersion && `${redisVersion}${rdbVersion === null ? '' : detailWords.rdbVersionRdbVersion(rdbVersion)}`,
    ],
    [detailWords.runtime, runtime && runtimeTraits[runtime].label],
    [detailWords.inMemory, memoryBytes === null ? null : bytes(memoryBytes)],
    [detailWords.duration, tookMs === null ? null : elapsed(tookMs)],
    [detailWords.file, file],
    [detailWords.kept, pinned ? detailWords.pinnedUntilYouDeleteIt : null],
  ];
  return (
    <div className={classes.facts}>
      <Facts>
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
        {sha256 && (
          <Fact name="SHA-256">
            <Checksum sha256={sha256} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}

function Checksum({ sha256 }: { readonly sha256: string }) {
  return (
    <span className={classes.checksum}>
      <span className="mono" title={sha256}>
        {sha256.slice(0, 8)}…{sha256.slice(-8)}
      </span>
      <CopyButton value={sha256} what={detailWords.theChecksum} />
    </span>
  );
}
