/** One line for a problem, in the form that editors and terminals make clickable. */
import type { Language } from '../text.ts';
import type { Problem } from './problem.ts';

/** `file:line:column: message cure`, in the wanted language. Sentences already end with their own full stop. */
export const formatProblem = ({ file, line, column, message, cure }: Problem, language: Language): string =>
  `${file}:${line}:${column}: ${message[language]}${language === 'en' ? ' ' : ''}${cure[language]}`;
