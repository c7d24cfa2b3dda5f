import type { Translation } from '../../../shared/translation.ts';
import type * as english from './always-words.ts';

export const translation: Translation<typeof english> = {
  anInstance: 'einer Instanz',
  benchmarkOf: (id) => `Benchmark von ${id}`,
  benchmark: 'Benchmark',
  keywords: 'benchmark geschwindigkeit leistung latenz durchsatz vergleichen einstellungen versionen labor',
};
