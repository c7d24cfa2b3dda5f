import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { kindWords, trustOf, trustWords } from '../../../lib/backup-words.ts';
import { exactTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { backupKey } from '../actions/backup-dialog-state.ts';
import { BackupMark } from '../parts/backup-mark.tsx';
import * as timelineWords from '../words/timeline.ts';
import classes from './timeline.module.css';
import { TimelineLegend } from './timeline-legend.tsx';
import { placed, timeScale } from './timeline-scale.ts';

interface TimelineProps {
  /** Newest first, at least one. */
  readonly backups: readonly Backup[];
  readonly current: string | null;
  readonly onChoose: (backup: Backup) => void;
  /** Shown to the right of the legend. */
  readonly aside?: ReactNode;
}

/** Space for half a mark at both ends, px. */
const EDGE = 10;

/** Width of a label, and how far it moves to the left at the edge before it would touch the one before it, px. */
const [LABEL, SHIFT] = [34, 12];

/** Distance between two levels of marks, px. */
const LEVEL = 16;

/** Distance from the top to the line, px. */
const LINE = 44;

/** Backups over time, with their verification. */
export function Timeline({ backups, current, onChoose, aside }: TimelineProps) {
  const { ref, width } = useElementSize();
  // Rounded to minutes: redrawing every second would show nothing new.
  const now = Math.ceil(useNow() / 60_000) * 60_000;
  const oldest = Math.min(...backups.map(({ createdAt }) => Date.parse(createdAt)));
  const scale = timeScale(oldest, now);
  const room = Math.max(0, width - 2 * EDGE);
  const xOf = (at: number) => EDGE + ((at - scale.from) / (scale.to - scale.from)) * room;
  const items = backups.map((backup) => ({ at: Date.parse(backup.createdAt), item: backup }));
  const places = width === 0 ? [] : placed(items, scale, room);
  return (
    <section className={classes.timeline} aria-label={timelineWords.whenBackupsWereTaken}>
      <div className={classes.head}>
        <strong className={classes.span}>{scale.label}</strong>
        <TimelineLegend />
        {aside && <span className={classes.aside}>{aside}</span>}
      </div>
      <div className={classes.track} ref={ref}>
        <svg className={classes.axis} width="100%" height="76" aria-hidden="true">
          <line x1="0" x2="100%" y1={LINE} y2={LINE} className={classes.line} />
          {width > 0 &&
            scale.ticks.map(({ at, label }) => (
              <g key={at}>
                <line x1={xOf(at)} x2={xOf(at)} y1={LINE - 4} y2={LINE + 4} className={classes.line} />
                {xOf(at) <= width - LABEL + SHIFT && (
                  <text x={Math.min(xOf(at) + 4, width - LABEL)} y={LINE + 27} className={classes.label}>
                    {label}
                  </text>
                )}
              </g>
            ))}
          <line x1={xOf(scale.to)} x2={xOf(scale.to)} y1={LINE - 22} y2={LINE + 12} className={classes.now} />
        </svg>
        {places.map(({ item, x, level }) => (
          <button
            key={backupKey(item)}
            type="button"
            // Keyboard users reach the same backups in the table.
            tabIndex={-1}
            className={classes.mark}
            data-current={backupKey(item) === current || undefined}
            style={{ left: EDGE + x, top: LINE - level * LEVEL }}
            title={`${item.name}\n${exactTime(item.createdAt)}`}
            aria-label={`${item.name}: ${kindWords[item.kind]}, ${trustWords[trustOf(item)]}, ${exactTime(item.createdAt)}`}
            onClick={() => onChoose(item)}
          >
            <BackupMark backup={item} />
          </button>
        ))}
      </div>
    </section>
  );
}
