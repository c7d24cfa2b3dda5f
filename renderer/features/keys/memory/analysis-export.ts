import type { KeyAnalysis, KeySource } from '../../../../shared/contract/keyspace.ts';
import { showDone } from '../../../client/toasts.tsx';
import { saveFile } from '../../../lib/save-file.ts';
import * as memoryWords from '../words/memory.ts';
import { analysisCsv } from './analysis-csv.ts';

/** Saves the analysis as a download. @param subject for the name of the file: `main` */
export function exportAnalysis(
  format: 'csv' | 'json',
  analysis: KeyAnalysis,
  source: KeySource,
  subject: string,
): void {
  const name = `keys-${subject.replace(/[^\w.-]+/g, '-')}-memory.${format}`;
  if (format === 'csv') saveFile(name, analysisCsv(analysis), 'text/csv;charset=utf-8');
  else saveFile(name, `${JSON.stringify({ source, ...analysis }, null, 2)}\n`, 'application/json');
  showDone(memoryWords.analysisSaved, memoryWords.nameIsInYourDownloads(name));
}
