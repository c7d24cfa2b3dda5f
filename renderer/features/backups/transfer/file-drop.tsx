import { Button, FileButton } from '@mantine/core';
import { IconFileImport, IconX } from '@tabler/icons-react';
import { bytes } from '../../../lib/format.ts';
import * as transferWords from '../words/transfer.ts';
import classes from './file-drop.module.css';

interface FileDropProps {
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
  /** Why the chosen files are not a backup. */
  readonly problem: string | null;
}

/** Chooses files. Files can be dropped anywhere in the app. */
export function FileDrop({ files, onFiles, problem }: FileDropProps) {
  return (
    <div className={classes.drop} data-bad={problem !== null || undefined}>
      <IconFileImport size={20} className={classes.icon} aria-hidden="true" />
      {files.length === 0 ? (
        <span className={classes.what}>
          <strong>{transferWords.dropAFileHere}</strong>
          <span className="text-3">{transferWords.acceptedFiles}</span>
        </span>
      ) : (
        <ul className={classes.files} aria-label={transferWords.chosenFiles}>
          {files.map((file) => (
            <li key={file.name} className={classes.file}>
              <span className={classes.name} title={file.name}>
                {file.name}
              </span>
              <span className="text-3">{bytes(file.size)}</span>
            </li>
          ))}
        </ul>
      )}
      {files.length > 0 && (
        <Button variant="subtle" size="compact-xs" leftSection={<IconX size={12} />} onClick={() => onFiles([])}>
          {transferWords.clear}
        </Button>
      )}
      <FileButton multiple accept=".rdb,.aof,.gz,.tar,.tgz,.redis-backup,.info" onChange={(chosen) => onFiles(chosen)}>
        {(props) => (
          <Button variant="default" data-autofocus {...props}>
            {transferWords.choose}
          </Button>
        )}
      </FileButton>
      {problem !== null && <p className={classes.problem}>{problem}</p>}
    </div>
  );
}
