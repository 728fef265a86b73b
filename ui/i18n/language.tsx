/**
 * The language of the page. A message is a plain value with both languages (`Localized`), or a function from its parameters
 * to one: a missing language, key or parameter is a compile error, and no library is needed.
 */
import { createContext, use, type ReactNode } from 'react';
import { inLanguage, type Language, type ScenarioText } from '../../sim/text.ts';

const LanguageContext = createContext<Language>('en');

export const LanguageProvider = ({ language, children }: { language: Language; children: ReactNode }): ReactNode => (
  <LanguageContext value={language}>{children}</LanguageContext>
);

export const useLanguage = (): Language => use(LanguageContext);

/** Picks the page's language out of a message: `const t = useText(); t(messages.sendIt)`. */
export function useText(): (text: ScenarioText) => string {
  const language = useLanguage();
  return (text) => inLanguage(text, language);
}

/** For `lang` attributes. */
export const languageTag = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');
