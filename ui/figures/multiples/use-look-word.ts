import type { Look } from '../../../sim/knowledge/types.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { lookWord } from '../../i18n/shown.ts';
import { MULTIPLES_WORDS } from './words.ts';

/** One cell of one run in words; undefined: this run has no such cell. */
export function useLookWord(look: Look | undefined): string {
  const language = useLanguage();
  return look === undefined ? MULTIPLES_WORDS.absent[language] : lookWord(look, language);
}
