/** One page as a drawing: its header, what is in use from below as SQLite fills it, and where the text lies. Decoration: the name says the same. */
import type { ReactNode } from 'react';
import type { RoleLook } from '../../i18n/pages.ts';
import type { UnitMark } from './layout.ts';
import styles from './pages.module.css';

const WIDTH = 44;
const HEIGHT = 64;
const HEADER = 4;
/** A text of a few bytes could not be seen otherwise. */
const LEAST_HIT = 4;

export function PageFace({ unit }: { unit: Pick<UnitMark, 'look' | 'used' | 'hits'> }): ReactNode {
  return (
    <svg className={styles['face']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <Inside look={unit.look} used={unit.used} />
      {unit.hits.map(({ from, to, isListed }, i) => (
        <rect
          key={i}
          data-hit={isListed ? 'listed' : 'left'}
          x="1.5"
          width={WIDTH - 3}
          y={Math.min(from * HEIGHT, HEIGHT - LEAST_HIT - 1)}
          height={Math.max(LEAST_HIT, (to - from) * HEIGHT)}
        />
      ))}
      <rect data-frame={unit.look} x=".75" y=".75" width={WIDTH - 1.5} height={HEIGHT - 1.5} />
    </svg>
  );
}

function Inside({ look, used }: { look: RoleLook; used: number }): ReactNode {
  const live = Math.max(0, used * HEIGHT - HEADER);
  switch (look) {
    case 'table':
      return (
        <>
          <rect data-part="head" width={WIDTH} height={HEADER} />
          <rect data-part="live" y={HEIGHT - live} width={WIDTH} height={live} />
        </>
      );
    case 'index':
      return (
        <>
          <rect data-part="head" width={WIDTH} height={HEADER} />
          <rect data-part="live" x={WIDTH / 2} y={HEIGHT - live} width={WIDTH / 2} height={live} />
          <path data-part="rule" d={`M${WIDTH / 2} ${HEADER}V${HEIGHT}`} />
        </>
      );
    case 'overflow':
      return <rect data-part="live" width={WIDTH} height={HEIGHT} />;
    case 'free':
      return <path data-part="dots" d={DOTS} />;
    case 'map':
      return <path data-part="rule" d={GRID} />;
    case 'older':
      return <rect data-part="live" y={HEADER} width={WIDTH} height={HEIGHT - HEADER} />;
    case 'bytes':
      return <path data-part="rule" d={LINES} />;
  }
}

const range = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);

/** Zero-length strokes with round caps are dots; every second line is set in. */
const DOTS = range(5, HEIGHT, 4.8)
  .flatMap((y, i) => range(i % 2 === 0 ? 5 : 8, WIDTH, 6).map((x) => `M${x} ${Math.round(y * 10) / 10}h0`))
  .join('');
const GRID = [
  ...range(8, HEIGHT, 8).map((y) => `M1 ${y}H${WIDTH - 1}`),
  ...range(11, WIDTH, 11).map((x) => `M${x} 1V${HEIGHT - 1}`),
].join('');
const LINES = range(8, HEIGHT, 6)
  .map((y) => `M6 ${y}H${WIDTH - 6}`)
  .join('');
