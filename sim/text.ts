/** Text for people in both languages. Shipped data always has both; a person's own file may have one plain string. */
export type Language = 'en' | 'zh';
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

export interface Localized {
  readonly en: string;
  readonly zh: string;
}

/** A scenario's text: localized, or one plain string in whatever language its author wrote. */
export type ScenarioText = Localized | string;

/** The text in the wanted language; a plain string serves every language. */
export const inLanguage = (text: ScenarioText, language: Language): string =>
  typeof text === 'string' ? text : text[language];
