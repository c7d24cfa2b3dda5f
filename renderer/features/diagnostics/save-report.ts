import type { Diagnosis } from '../../../shared/contract/diagnostics.ts';
import { diagnosisMarkdown, reportName } from '../../../shared/diagnosis-report.ts';
import { api } from '../../client/api.ts';
import { showDone, showFailure } from '../../client/toasts.tsx';
import { saveFile } from '../../lib/save-file.ts';
import * as diagnosticsWords from './words.ts';

export type ReportForm = 'md' | 'json' | 'tar.gz';

/** Saves the shown diagnosis, or a bundle of a new one. A toast shows a failure. */
export async function saveReport(form: ReportForm, diagnosis: Diagnosis): Promise<void> {
  try {
    if (form === 'tar.gz') {
      const { fileName, content } = await api.diagnostics.bundle();
      saveFile(fileName, new Blob([bytesOf(content)], { type: 'application/gzip' }), 'application/gzip');
    } else if (form === 'md') saveFile(`${reportName(diagnosis)}.md`, diagnosisMarkdown(diagnosis), 'text/markdown');
    else saveFile(`${reportName(diagnosis)}.json`, JSON.stringify(diagnosis, null, 2), 'application/json');
    showDone(diagnosticsWords.reportSaved, diagnosticsWords.savedToYourDownloads);
  } catch (error) {
    showFailure(diagnosticsWords.saveTheReport, error, () => void saveReport(form, diagnosis));
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
