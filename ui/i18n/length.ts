/** A length of time in all its units: `2 days and 12 hours`, `2 天 12 小时`. */
import type { Language } from '../../sim/text.ts';

const UNITS = [
  { seconds: 86_400, en: 'day', zh: '天' },
  { seconds: 3_600, en: 'hour', zh: '小时' },
  { seconds: 60, en: 'minute', zh: '分钟' },
  { seconds: 1, en: 'second', zh: '秒' },
] as const;

/** @param seconds whole ones */
export function lengthOf(seconds: number, language: Language): string {
  let rest = seconds;
  const parts = UNITS.flatMap((unit) => {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count === 0) return [];
    return [language === 'en' ? `${count} ${unit.en}${count === 1 ? '' : 's'}` : `${count} ${unit.zh}`];
  });
  if (language === 'zh') return parts.join(' ');
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
