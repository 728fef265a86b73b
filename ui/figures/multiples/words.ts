/** Words of the small multiples, in both languages; each is written by itself. */
import type { Localized } from '../../../sim/text.ts';

export const MULTIPLES_WORDS = {
  title: { en: 'Every variant beside the story as written', zh: '每个变体与原样对比' },
  flips: ({ flips }: { flips: number }): Localized => ({
    en: flips === 0 ? 'No cell flips.' : flips === 1 ? '1 cell flips.' : `${flips} cells flip.`,
    zh: flips === 0 ? '没有格子变化。' : `有 ${flips} 格变了。`,
  }),
  differs: { en: 'not as in the story as written', zh: '与原样不同' },
  absent: { en: 'not in this run', zh: '本次运行没有' },
  parts: { en: 'Where it parts', zh: '从哪里起不同' },
  count: { en: 'Cells that flip', zh: '变化的格子' },
} as const;
