import type { Face } from '../../shared/contract/values.ts';
import type { Services } from './services.ts';

export interface ServicesOptions {
  /** `process.env`, or a test's own. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly face: Face;
}

/**
 * Builds the engine on a home: finishes or undoes what a crash left half-made, then answers.
 * @throws AppError BAD_VALUE for a wrong environment variable, HOME_NOT_WRITABLE
 */
export async function createServices(_options: ServicesOptions): Promise<Services> {
  throw new Error('not built yet');
}
