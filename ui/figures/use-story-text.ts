/** Texts that a scenario's author wrote: in the page's language, with the names of the cast filled in. */
import { inLanguage, type ScenarioText } from '../../sim/text.ts';
import { useLanguage } from '../i18n/language.tsx';
import { withNames } from './names.ts';

export function useStoryText(): (text: ScenarioText) => string {
  const language = useLanguage();
  return (text) => withNames(inLanguage(text, language), language);
}
